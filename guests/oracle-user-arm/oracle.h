// The wire format between the differential tests of AArch32 (tests/Differential/AArch32/QemuArmOracle.cs) and this program, and the fixed addresses both sides
// use. All integers are little-endian. The stream starts with the scratch image; then cases follow until end of file:
//   request: uint32 bytes of code (2..1024, even), uint32 1 for T32, struct state, the code
//   reply:   uint32 signal, uint32 byte offset of the faulting instruction, uint32 number of changed memory words, uint32 zero,
//            struct state, then for every changed 64-bit scratch word: uint64 offset, uint64 value
#define SCRATCH_ADDRESS 0x50000000
#define SCRATCH_SIZE    0x4000
#define CODE_ADDRESS    0x50008000
#define CODE_SIZE       0x2000
#define STUB_ADDRESS    0x5000a000
#define MAX_BYTES       1024

#define STATE_CPSR  60
#define STATE_D     64
#define STATE_FPSCR 320

#ifndef __ASSEMBLER__
#include <stdint.h>

struct state
{
    uint32_t r[15];
    uint32_t cpsr;
    uint64_t d[32];
    uint32_t fpscr;
    uint32_t zero;
};
#endif

// The wire format between the differential tests (tests/Differential/QemuUserOracle.cs) and this program, and the fixed addresses both sides use.
// All integers are little-endian. The stream starts with the scratch image; then cases follow until end of file:
//   request: uint32 word count (1..64), uint32 zero, struct state, the words
//   reply:   uint32 signal, uint32 index of the faulting word, uint32 number of changed memory words, uint32 zero,
//            struct state, then for every changed 64-bit scratch word: uint64 offset, uint64 value
#define SCRATCH_ADDRESS 0x1000000000
#define SCRATCH_SIZE    0x4000
#define CODE_ADDRESS    0x1000008000
#define STUB_ADDRESS    0x1000009000
#define MAX_WORDS       64

#define STATE_SP   248
#define STATE_V    256
#define STATE_NZCV 768
#define STATE_FPCR 772
#define STATE_FPSR 776

#ifndef __ASSEMBLER__
#include <stdint.h>

struct state
{
    uint64_t x[31];
    uint64_t sp;
    uint8_t v[32][16];
    uint32_t nzcv;
    uint32_t fpcr;
    uint32_t fpsr;
    uint32_t zero;
};
#endif

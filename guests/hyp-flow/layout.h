/* Addresses, register values and call numbers shared by every file of the guest. */
#ifndef LAYOUT_H
#define LAYOUT_H

/* QEMU's virt board. */
#define UART_PA         0x09000000

/* Three views of the image: where it was loaded, the EL1 kernel's view through TTBR1_EL1,
 * and the hypervisor's through TTBR0_EL2. Both virtual views are 39 bits wide, start at the
 * 2 MB block that holds the image, and have the first GB of devices 1 GB further on. */
#define KERNEL_VA       0xffffff8000000000
#define HYP_VA          0x0000006000000000
#define DEVICE_WINDOW   0x40000000
#define VA_BITS         39

/* Linux 4.12's hyp-stub calls. */
#define HVC_SET_VECTORS    0
#define HVC_SOFT_RESTART   1
#define HVC_RESET_VECTORS  2
#define HVC_STUB_NR        3
#define HVC_STUB_ERR       0xbadca11

/* PSCI 1.0, SMC64 forms where there is a choice. */
#define PSCI_CPU_OFF        0x84000002
#define PSCI_CPU_ON         0xc4000003
#define PSCI_AFFINITY_INFO  0xc4000004
#define PSCI_SYSTEM_OFF     0x84000008

#define SPSR_EL1H_DAIF  0x3c5
#define SPSR_EL2H_DAIF  0x3c9
#define SCTLR_EL1_RES1  0x30d00800
#define SCTLR_EL2_RES1  0x30c50830
#define SCTLR_MMU_ON    0x100d          /* I, SA, C, M */
#define SCTLR_MMU_MASK  0x100f          /* I, SA, C, A, M */
#define HCR_RW          (1 << 31)
#define CPTR_NO_TRAPS   0x33ff

/* Attr0 Device-nGnRnE, Attr1 Normal write-back, Attr2 Normal non-cacheable. */
#define MAIR            0x44ff00
/* 39-bit VA, 4 KB granule, inner shareable, write-back walks, for both halves. */
#define TCR_EL1_VALUE   0x00000000b5193519
/* The same for the one half of EL2, with RES1 bits 31 and 23; PS is added at run time. */
#define TCR_EL2_VALUE   0x0000000080803519

#define STACK_SIZE      2048
#define MAX_CPUS        2
#define MAGIC_1         0x5eed0001
#define MAGIC_2         0x5eed0002

/* x26 holds the pass, x27 the CPU number and x28 the UART's address in the current view. */
.macro  adr_l reg, symbol
        adrp    \reg, \symbol
        add     \reg, \reg, :lo12:\symbol
.endm

/* Prints a literal; changes x0-x3 and x30. */
.macro  say text
        .pushsection .rodata.str, "aMS", %progbits, 1
8000:   .asciz  "\text"
        .popsection
        adr_l   x0, 8000b
        bl      print_string
.endm

/* Prints a register as hexadecimal without leading zeroes; changes x0-x4 and x30. */
.macro  say_hex value
        mov     x0, \value
        bl      print_hex
.endm

/* Starts a line: "cpu0 pass 1: text". */
.macro  step text
        bl      print_prefix
        say     "\text"
.endm
#endif

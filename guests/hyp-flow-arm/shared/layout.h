/* Addresses, register values and numbers that assembly and C share. */
#ifndef LAYOUT_H
#define LAYOUT_H

/* RAM is seen by its physical address and at PAGE_OFFSET; the hypervisor uses the kernel's addresses, as KVM did here. The
 * UART keeps its physical address in all views. */
#define VA_OFFSET       0x80000000
#define TRAMPOLINE_VA   0xffff0000

#define PSCI_CPU_OFF        0x84000002
#define PSCI_CPU_ON         0x84000003
#define PSCI_AFFINITY_INFO  0x84000004
#define PSCI_SYSTEM_OFF     0x84000008

#define MODE_MASK       0x1f
#define MODE_SVC        0x13
#define MODE_HYP        0x1a
#define PSR_AIF         0x1c0
#define PSR_T           0x20

#define SCTLR_M_C_I     0x1005
#define HSCTLR_MASK     0x42281007      /* TE, EE, FI, WXN, I, C, A, M: what the init sets */
#define HSCTLR_OFF_MASK 0x1007          /* what a reset clears */

/* Attr0 strongly-ordered, Attr1 Normal write-back. */
#define MAIR0_VALUE     0x0000ff00
/* Long descriptors, all of 4 GB by TTBR0, inner shareable, write-back walks. */
#define TTBCR_VALUE     0x80003500
#define HTCR_MASK       0x3f07
#define HTCR_VALUE      0x3500
#define VTCR_MASK       0x3fdf
#define VTCR_VALUE      0x3558          /* SL0 = 1, S, T0SZ = -8, and HTCR's attributes */

#define EC_HVC          0x12

#define STACK_SIZE      4096            /* and aligned to it */
#define MAX_CPUS        2

#define BOOT_CPU_MODE_MISMATCH 0x80000000

/* How a CPU came to its entry point. */
#define BOOT_PRIMARY    0
#define BOOT_RESTART    1
#define BOOT_PSCI       2
#define BOOT_SPIN       3
#define BOOT_WRONG_MODE 4
#define BOOT_AT_SVC     5

#define HYP_PANIC       0xdeadbeef

#define MAGIC_1         0x5eed0001
#define MAGIC_2         0x5eed0002
#define MAGIC_3         0x5eed0003

#ifdef __ASSEMBLER__
        .arch_extension virt
        .arch_extension sec
        .arm

/* Relative to the PC: reg = symbol as the running view has it. */
.macro  adr_l reg, symbol
        ldr     \reg, 8000f
8001:   add     \reg, \reg, pc
        b       8002f
8000:   .word   \symbol - (8001b + 8)
8002:
.endm

.macro  begin name
        .global \name
        .type \name, %function
\name:
.endm

/* Eight slots of which one or two are expected; the others hang, as in Linux's stub. */
.macro  vector_table name, trap, abort=.
        .balign 32
        .global \name
\name:
        b       .
        b       \abort
        b       \abort
        b       \abort
        b       \abort
        b       \trap
        b       .
        b       .
.endm
#endif
#endif

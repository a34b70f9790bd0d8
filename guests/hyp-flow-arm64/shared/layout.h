/* Addresses, register values and numbers that assembly and C share. */
#ifndef LAYOUT_H
#define LAYOUT_H

/* Three views of RAM: physical; the EL1 kernel's through TTBR1_EL1 (the image's VA - PA is Linux's kimage_voffset);
 * the hypervisor's, which is the kernel's address without its upper bits, as KVM masked it. The UART keeps its physical
 * address in all of them. */
#define VA_OFFSET       0xffffffc000000000
#define HYP_MASK        0x0000007fffffffff
#define HYP_OFFSET      0x0000004000000000
#define TRAMPOLINE_VA   0x0000007ffffff000

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
#define HCR_RW          0x80000000
#define CPTR_NO_TRAPS   0x33ff

/* Attr0 Device-nGnRnE, Attr1 Normal write-back. */
#define MAIR            0xff00
/* 39-bit VA, 4 KB granule, inner shareable, write-back walks, for both halves; IPS is added at run time. */
#define TCR_EL1_VALUE   0xb5193519
#define TCR_EL2_FIELDS  0xff3f          /* TG0, SH0, ORGN0, IRGN0, T0SZ */
#define TCR_EL2_RES1    0x80800000
#define VTCR_EL2_VALUE  0x80003558      /* 40-bit IPA from level 1, inner shareable, write-back walks; PS is added */

#define EC_HVC64        0x16

#define STACK_SIZE      4096            /* and aligned to it */
#define MAX_CPUS        2

#define BOOT_CPU_MODE_EL1 0xe11
#define BOOT_CPU_MODE_EL2 0xe12

/* How a CPU came to its entry point. */
#define BOOT_PRIMARY    0
#define BOOT_RESTART    1
#define BOOT_PSCI       2
#define BOOT_SPIN       3
#define BOOT_WRONG_MODE 4
#define BOOT_AT_EL1     5

#define HYP_PANIC       0xdeadbeef

#define MAGIC_0         0x5eed0000
#define MAGIC_1         0x5eed0001
#define MAGIC_2         0x5eed0002

#ifdef __ASSEMBLER__
.macro  adr_l reg, symbol
        adrp    \reg, \symbol
        add     \reg, \reg, :lo12:\symbol
.endm

/* A vector slot that nobody expects: as in Linux's stub, it hangs. */
.macro  parked
        .balign 0x80
        b       .
.endm

.macro  slot target
        .balign 0x80
        b       \target
.endm

.macro  begin name
        .global \name
\name:
.endm
#endif
#endif

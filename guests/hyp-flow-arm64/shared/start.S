/* Entry points, and the ways between EL2 and EL1, and between physical and virtual addresses. */
#include "layout.h"
#include "era.h"

#ifndef DROP_SPSR
#define DROP_SPSR SPSR_EL1H_DAIF
#endif

        .section .head.text, "ax"

begin   primary_entry
        mov     x9, #BOOT_PRIMARY
        b       arrive

        .text
/* Where SOFT_RESTART or its like arrives. */
begin   restart_entry
        mov     x9, #BOOT_RESTART
        b       arrive

/* Where a kernel is entered at EL1 by a branch. */
begin   el1_entry
        mov     x9, #BOOT_AT_EL1
        b       arrive

/* Where CPU_ON sends the second CPU. */
begin   secondary_entry
        mov     x9, #BOOT_PSCI
        b       arrive

/* What the primary writes to the spin-table's release address. */
begin   secondary_holding_pen
        mov     x9, #BOOT_SPIN
        b       arrive

wrong_mode_entry:
        mov     x9, #BOOT_WRONG_MODE

/* Keeps what the CPU came with; x9 = how. */
arrive:
        mrs     x10, MPIDR_EL1
        and     x10, x10, #0xff
        adr_l   x11, arrivals
        add     x11, x11, x10, lsl #7
        stp     x0, x1, [x11]
        stp     x2, x3, [x11, #16]
        mrs     x12, CurrentEL
        lsr     x12, x12, #2
        mrs     x13, DAIF
        stp     x4, x12, [x11, #32]
        mrs     x14, SPSel
        stp     x13, x14, [x11, #48]
        mrs     x13, SCTLR_EL1
        cmp     x12, #2
        b.ne    1f
        mrs     x14, VBAR_EL2
        mrs     x15, SCTLR_EL2
        stp     x13, x14, [x11, #64]
        str     x15, [x11, #80]
1:      msr     SPSel, #1
        adr_l   x11, boot_stacks + STACK_SIZE
        mov     x12, #STACK_SIZE
        madd    x11, x10, x12, x11
        mov     sp, x11
        mov     x0, x9
        bl      boot_main
        b       .

/* Firmware's half of a spin-table: waits at EL2 for an address. */
begin   firmware_pen
        adr_l   x1, pen_reached
        mov     x2, #1
        str     x2, [x1]
        adr_l   x1, cpu_release_addr
        sev
1:      wfe
        ldr     x4, [x1]
        cbz     x4, 1b
        mov     x0, xzr
        mov     x1, xzr
        mov     x2, xzr
        mov     x3, xzr
        br      x4

/* Firmware that starts a secondary at EL1 although the primary had EL2. */
begin   firmware_wrong_mode
        ldr     x5, =HCR_RW
        msr     HCR_EL2, x5
        mov     x5, #3
        msr     CNTHCTL_EL2, x5
        ldr     x5, =SCTLR_EL1_RES1
        msr     SCTLR_EL1, x5
        mov     x5, #SPSR_EL1H_DAIF
        msr     SPSR_EL2, x5
        adr_l   x5, wrong_mode_entry
        msr     ELR_EL2, x5
        isb
        eret

/* Linux's el2_setup, less what Armv8.0 does not have. */
begin   set_up_el2
        ldr     x5, =HCR_RW
        msr     HCR_EL2, x5
        isb
        ldr     x5, =SCTLR_EL2_RES1
        msr     SCTLR_EL2, x5
        isb
        mov     x5, #3                          // EL1PCTEN, EL1PCEN
        msr     CNTHCTL_EL2, x5
        msr     CNTVOFF_EL2, xzr
        mrs     x5, ID_AA64DFR0_EL1
        ubfx    x5, x5, #8, #4                  // PMUVer
        cbz     x5, 1f
        mrs     x5, PMCR_EL0
        ubfx    x5, x5, #11, #5                 // N: every counter belongs to EL1
1:      msr     MDCR_EL2, x5
        msr     VTTBR_EL2, xzr
        mrs     x5, ID_AA64PFR0_EL1
        ubfx    x5, x5, #24, #4                 // GIC system registers
        cbz     x5, 2f
        mrs     x5, S3_4_C12_C9_5               // ICC_SRE_EL2
        orr     x5, x5, #1 << 0                 // SRE
        orr     x5, x5, #1 << 3                 // Enable
        msr     S3_4_C12_C9_5, x5
        isb
        mrs     x5, S3_4_C12_C9_5
        tbz     x5, #0, 2f
        msr     S3_4_C12_C11_0, xzr             // ICH_HCR_EL2
2:      msr     HSTR_EL2, xzr
        mrs     x5, MIDR_EL1
        msr     VPIDR_EL2, x5
        mrs     x5, MPIDR_EL1
        msr     VMPIDR_EL2, x5
        mov     x5, #CPTR_NO_TRAPS
        msr     CPTR_EL2, x5
        ldr     x5, =SCTLR_EL1_RES1
        msr     SCTLR_EL1, x5
        isb
        ret

/* x0 = kind: leaves EL2 for kernel_low(kind) with this stack. */
begin   drop_to_el1
        mov     x5, #DROP_SPSR
        msr     SPSR_EL2, x5
        adr_l   x5, kernel_low
        msr     ELR_EL2, x5
        mov     x5, sp
        msr     SP_EL1, x5
#ifdef STUB_HAS_STACK
        stub_stack x5, x6
        mov     sp, x5
#endif
        mov     x30, xzr
        eret

/* x0 = kind: EL1's MMU on, and kernel_high(kind) by its virtual address with a fresh stack. */
begin   enter_kernel
        adr_l   x5, kernel_pgd
        msr     TTBR0_EL1, x5
        msr     TTBR1_EL1, x5
        ldr     x5, =TCR_EL1_VALUE
        mrs     x6, ID_AA64MMFR0_EL1
        and     x6, x6, #7
        bfi     x5, x6, #32, #3                 // IPS
        msr     TCR_EL1, x5
        ldr     x5, =MAIR
        msr     MAIR_EL1, x5
        isb
        tlbi    vmalle1
        dsb     nsh
        ldr     x5, =SCTLR_EL1_RES1 | SCTLR_MMU_ON
        msr     SCTLR_EL1, x5
        isb
        ldr     x6, =VA_OFFSET
        mrs     x10, MPIDR_EL1
        and     x10, x10, #0xff
        adr_l   x11, boot_stacks + STACK_SIZE
        mov     x12, #STACK_SIZE
        madd    x11, x10, x12, x11
        add     sp, x11, x6
        adr_l   x5, kernel_vectors
        add     x5, x5, x6
        msr     VBAR_EL1, x5
        isb
        adr_l   x5, kernel_high
        add     x5, x5, x6
        mov     x30, xzr
        br      x5

/* Linux's cpu_soft_restart: x0-x5 as the HVC wants them; EL1's MMU off from the identity view first. */
begin   soft_restart
        adr_l   x9, 1f
        ldr     x10, =VA_OFFSET
        sub     x9, x9, x10
        br      x9
1:      ldr     x9, =SCTLR_EL1_RES1
        msr     SCTLR_EL1, x9
        isb
        hvc     #0
        b       came_back

/* The same without EL2: x0 = physical address. */
begin   el1_restart
        adr_l   x9, 1f
        ldr     x10, =VA_OFFSET
        sub     x9, x9, x10
        br      x9
1:      ldr     x9, =SCTLR_EL1_RES1
        msr     SCTLR_EL1, x9
        isb
        br      x0

came_back:
        adr_l   x9, boot_stacks + STACK_SIZE
        mov     sp, x9
        bl      restart_came_back

/* An EL1 exception that nobody expects: say which, and stop the machine. */
kernel_lost:
        mrs     x1, ESR_EL1
        mrs     x2, ELR_EL1
        mrs     x3, FAR_EL1
        bl      lost
        b       .

        .balign 0x800
kernel_vectors:
        .irp    offset, 0x000, 0x080, 0x100, 0x180, 0x200, 0x280, 0x300, 0x380, 0x400, 0x480, 0x500, 0x580, 0x600, 0x680, 0x700, 0x780
        .balign 0x80
        mov     x0, #\offset
        b       kernel_lost
        .endr
        .balign 0x80

        .section .bss.stacks, "aw", %nobits
        .balign STACK_SIZE
boot_stacks:
        .space  STACK_SIZE * MAX_CPUS
begin   hyp_stacks
        .space  STACK_SIZE * MAX_CPUS
        .bss
        .balign 128
begin   arrivals
        .space  128 * MAX_CPUS

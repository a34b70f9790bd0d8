/* Entry points, and the ways between HYP and SVC, and between physical and virtual addresses. */
#include "layout.h"
#include "era.h"

        .section .head.text, "ax"

begin   primary_entry
        mov     r8, #BOOT_PRIMARY
        b       arrive

        .text
/* Where SOFT_RESTART or its like arrives. */
begin   restart_entry
        mov     r8, #BOOT_RESTART
        mov     r9, #0
        b       arrive

        .thumb
/* The same in Thumb. */
begin   restart_entry_thumb
        movs    r3, #BOOT_RESTART
        mov     r8, r3
        movs    r3, #1
        mov     r9, r3
        adr     r3, 1f
        bx      r3
        .balign 4
1:      .arm
        b       arrive

/* Where a kernel is entered in SVC by a branch. */
begin   svc_entry
        mov     r8, #BOOT_AT_SVC
        b       arrive

/* Where CPU_ON sends the second CPU. */
begin   secondary_entry
        mov     r8, #BOOT_PSCI
        b       arrive

/* What the primary writes to the spin-table's release address. */
begin   secondary_holding_pen
        mov     r8, #BOOT_SPIN
        b       arrive

wrong_mode_entry:
        mov     r8, #BOOT_WRONG_MODE

/* Keeps what the CPU came with; r8 = how, r9 = whether in Thumb. */
arrive:
        mrc     p15, 0, r10, c0, c0, 5          // MPIDR
        and     r10, r10, #0xff
        adr_l   r11, arrivals
        add     r11, r11, r10, lsl #6
        stmia   r11, {r0-r2}
        str     r9, [r11, #12]
        mrs     r4, cpsr
        str     r4, [r11, #16]
        mrc     p15, 0, r5, c1, c0, 0           // SCTLR
        str     r5, [r11, #20]
        and     r4, r4, #MODE_MASK
        cmp     r4, #MODE_HYP
        bne     1f
        mrc     p15, 4, r5, c12, c0, 0          // HVBAR
        str     r5, [r11, #24]
        mrc     p15, 4, r5, c1, c0, 0           // HSCTLR
        str     r5, [r11, #28]
1:      bl      own_stack
        mov     r0, r8
        bl      boot_main
        b       .

/* sp = the top of this CPU's stack in the running view; changes r10, r11. */
own_stack:
        mrc     p15, 0, r10, c0, c0, 5
        and     r10, r10, #0xff
        adr_l   r11, boot_stacks
        add     r10, r10, #1
        add     sp, r11, r10, lsl #12
        bx      lr

/* Firmware's half of a spin-table: waits in HYP for an address. */
begin   firmware_pen
        adr_l   r1, pen_reached
        mov     r2, #1
        str     r2, [r1]
        adr_l   r1, cpu_release_addr
        sev
1:      wfe
        ldr     r4, [r1]
        cmp     r4, #0
        beq     1b
        mov     r0, #0
        mov     r1, #0
        mov     r2, #0
        mov     r3, #0
        bx      r4

/* Firmware that starts a secondary in SVC although the primary had HYP. */
begin   firmware_wrong_mode
        mov     r1, #MODE_SVC | PSR_AIF
        msr     spsr_cxsf, r1
        adr     r1, wrong_mode_entry
        msr     elr_hyp, r1
        eret

/* Linux's __hyp_stub_install without its record of the mode. */
begin   install_stub
        adr_l   r0, stub_vectors
        mcr     p15, 4, r0, c12, c0, 0          // HVBAR
        mov     r0, #0
        mcr     p15, 4, r0, c1, c1, 0           // HCR
        mcr     p15, 4, r0, c1, c1, 2           // HCPTR
        mcr     p15, 4, r0, c1, c1, 3           // HSTR
        mcr     p15, 4, r0, c1, c0, 0           // HSCTLR
        mrc     p15, 4, r0, c1, c1, 1           // HDCR
        and     r0, r0, #0x1f                   // HPMN stays
        mcr     p15, 4, r0, c1, c1, 1
#ifndef EARLY_INSTALL
        mrc     p15, 0, r0, c1, c0, 0           // SCTLR
        orr     r0, r0, #1 << 5                 // CP15BEN
        bic     r0, r0, #3 << 7                 // ITD, SED
        bic     r0, r0, #3 << 19                // WXN, UWXN
        mcr     p15, 0, r0, c1, c0, 0
        mrc     p15, 0, r0, c0, c0, 0           // MIDR
        mcr     p15, 4, r0, c0, c0, 0           // VPIDR
        mrc     p15, 0, r0, c0, c0, 5           // MPIDR
        mcr     p15, 4, r0, c0, c0, 5           // VMPIDR
#endif
        mrc     p15, 0, r0, c0, c1, 1           // ID_PFR1
        ubfx    r1, r0, #16, #4                 // generic timer
        cmp     r1, #1
        bne     1f
        mrc     p15, 4, r1, c14, c1, 0          // CNTHCTL
        orr     r1, r1, #3
        mcr     p15, 4, r1, c14, c1, 0
        mov     r1, #0
        mcrr    p15, 4, r1, r1, c14             // CNTVOFF
#ifndef EARLY_INSTALL
        mrc     p15, 0, r1, c14, c3, 1          // CNTV_CTL
        bic     r1, r1, #1
        mcr     p15, 0, r1, c14, c3, 1
#endif
1:
#ifndef EARLY_INSTALL
        ubfx    r1, r0, #28, #4                 // GIC system registers
        cmp     r1, #1
        bne     2f
        mrc     p15, 4, r1, c12, c9, 5          // ICC_HSRE
        orr     r1, r1, #0x9
        mcr     p15, 4, r1, c12, c9, 5
        isb
        mrc     p15, 4, r1, c12, c9, 5
        tst     r1, #1
        beq     2f
        mov     r1, #0
        mcr     p15, 4, r1, c12, c11, 0         // ICH_HCR
2:
#endif
        bx      lr

/* r0 = kind: leaves HYP for kernel_low(kind). */
begin   drop_to_svc
        mov     r1, #MODE_SVC | PSR_AIF
        msr     spsr_cxsf, r1
        adr     r1, 1f
        msr     elr_hyp, r1
#ifdef STUB_HAS_STACK
        stub_stack r1, r2
        mov     sp, r1
#endif
        eret
1:      bl      own_stack
        bl      kernel_low
        b       .

/* r0 = kind: SVC's MMU on, and kernel_high(kind) by its virtual address with a fresh stack. */
begin   enter_kernel
        adr_l   r1, kernel_pgd
        mov     r2, #0
        mcrr    p15, 0, r1, r2, c2              // TTBR0
        ldr     r1, =TTBCR_VALUE
        mcr     p15, 0, r1, c2, c0, 2
        ldr     r1, =MAIR0_VALUE
        mcr     p15, 0, r1, c10, c2, 0
        mcr     p15, 0, r2, c10, c2, 1          // MAIR1
        isb
        mcr     p15, 0, r2, c8, c7, 0           // TLBIALL
        dsb
        mrc     p15, 0, r1, c1, c0, 0
        ldr     r3, =SCTLR_M_C_I
        orr     r1, r1, r3
        bic     r1, r1, #1 << 13                // V: VBAR counts
        bic     r1, r1, #1 << 30                // TE
        mcr     p15, 0, r1, c1, c0, 0
        isb
        adr     r1, 1f
        add     r1, r1, #VA_OFFSET
        bx      r1
1:      bl      own_stack
        adr_l   r1, kernel_vectors
        mcr     p15, 0, r1, c12, c0, 0          // VBAR
        isb
        bl      kernel_high
        b       .

/* Linux's soft restart: r0-r3 as the HVC wants them; SVC's MMU off from the identity view first. */
begin   soft_restart
        adr     r4, 1f
        sub     r4, r4, #VA_OFFSET
        bx      r4
1:      bl      mmu_off
        hvc     #0
        bl      own_stack
        bl      restart_came_back

/* The same without HYP: r0 = physical address. */
begin   svc_restart
        adr     r4, 1f
        sub     r4, r4, #VA_OFFSET
        bx      r4
1:      bl      mmu_off
        bx      r0

mmu_off:
        mrc     p15, 0, r4, c1, c0, 0
        ldr     r5, =SCTLR_M_C_I
        bic     r4, r4, r5
        mcr     p15, 0, r4, c1, c0, 0
        isb
        bx      lr

/* An exception in SVC that nobody expects: say which, and stop the machine. */
        .balign 32
kernel_vectors:
        b       .
        .irp    slot, 4, 8, 12, 16, 20, 24, 28
        b       kernel_lost_\slot
        .endr
        .irp    slot, 4, 8, 12, 16, 20, 24, 28
kernel_lost_\slot:
        mov     r0, #\slot
        b       kernel_lost
        .endr
kernel_lost:
        mov     r1, lr
        mrc     p15, 0, r2, c5, c0, 0           // DFSR
        mrc     p15, 0, r3, c6, c0, 0           // DFAR
        adr_l   r4, lost_stack
        add     sp, r4, #512
        bl      lost
        b       .

        .section .bss.stacks, "aw", %nobits
        .balign STACK_SIZE
boot_stacks:
        .space  STACK_SIZE * MAX_CPUS
begin   hyp_stacks
        .space  STACK_SIZE * MAX_CPUS
        .bss
        .balign 64
begin   arrivals
        .space  64 * MAX_CPUS
lost_stack:
        .space  512

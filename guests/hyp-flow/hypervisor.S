/* A hypervisor as small as KVM's first minute: init vectors, run-time vectors, hyp functions. */
#include "layout.h"

.macro  slot target, number
        .balign 0x80
        mov     x0, #\number
        b       \target
.endm

        .text
        .balign 0x800
/* Entered by physical address, EL2's MMU off, after SET_VECTORS(init_vectors). */
        .global init_vectors
init_vectors:
        .irp    offset, 0x000, 0x080, 0x100, 0x180, 0x200, 0x280, 0x300, 0x380
        slot    stub_lost, \offset
        .endr
        .balign 0x80
        b       hyp_init
        .irp    offset, 0x480, 0x500, 0x580, 0x600, 0x680, 0x700, 0x780
        slot    stub_lost, \offset
        .endr
        .balign 0x80

/* x0 = TTBR0_EL2, x1 = stack, x2 = run-time vectors (hyp VAs), x3 = TPIDR_EL2. */
hyp_init:
        cmp     x0, #HVC_STUB_NR
        b.lo    hyp_stub_call
        msr     TTBR0_EL2, x0
        ldr     x4, =TCR_EL2_VALUE
        mrs     x5, ID_AA64MMFR0_EL1
        and     x5, x5, #7                      // PARange, as far as PS[2:0] goes
        bfi     x4, x5, #16, #3
        msr     TCR_EL2, x4
        mrs     x4, MAIR_EL1
        msr     MAIR_EL2, x4
        isb
        tlbi    alle2
        dsb     sy
        ldr     x4, =SCTLR_EL2_RES1 | SCTLR_MMU_ON
        msr     SCTLR_EL2, x4
        isb
        mov     sp, x1
        msr     VBAR_EL2, x2
        msr     TPIDR_EL2, x3
        mov     x0, xzr
        eret

/* The stub's calls while the hypervisor owns EL2; runs identity-mapped, as it turns the MMU off. */
        .global hyp_stub_call
hyp_stub_call:
        cmp     x0, #HVC_RESET_VECTORS
        b.eq    1f
        cmp     x0, #HVC_SOFT_RESTART
        b.ne    3f
        msr     ELR_EL2, x1
        mov     x5, #SPSR_EL2H_DAIF
        msr     SPSR_EL2, x5
        mov     x0, x2
        mov     x1, x3
        mov     x2, x4
        b       2f
1:      mov     x0, xzr
2:      mrs     x5, SCTLR_EL2
        mov     x6, #SCTLR_MMU_MASK
        bic     x5, x5, x6
        msr     SCTLR_EL2, x5
        isb
        adr_l   x5, stub_vectors
        msr     VBAR_EL2, x5
        eret
3:      ldr     x0, =HVC_STUB_ERR
        eret

        .balign 0x800
/* Entered by hyp VA. */
        .global hyp_vectors
hyp_vectors:
        .irp    offset, 0x000, 0x080, 0x100, 0x180, 0x200, 0x280, 0x300, 0x380
        slot    stub_lost, \offset
        .endr
        .balign 0x80
        b       hyp_call
        .irp    offset, 0x480, 0x500, 0x580, 0x600, 0x680, 0x700, 0x780
        slot    stub_lost, \offset
        .endr
        .balign 0x80

/* x0 = hyp VA of a function, x1-x3 = its arguments; x0 = its result. */
hyp_call:
        stp     x0, x1, [sp, #-16]!
        mrs     x1, ESR_EL2
        lsr     x1, x1, #26
        cmp     x1, #0x16                       // HVC from AArch64
        ldp     x0, x1, [sp], #16
        b.ne    1f
        cmp     x0, #HVC_STUB_NR
        b.lo    2f
        stp     x28, x30, [sp, #-16]!
        mov     x9, x0
        mov     x0, x1
        mov     x1, x2
        mov     x2, x3
        ldr     x28, =HYP_VA + DEVICE_WINDOW + UART_PA
        blr     x9
        ldp     x28, x30, [sp], #16
        eret
1:      mov     x0, #0x400
        b       stub_lost
2:      adr_l   x5, hyp_stub_call
        adr_l   x6, hyp_to_physical
        ldr     x6, [x6]
        add     x5, x5, x6
        br      x5

/* x0 + 2 * x1 + 4 * x2. */
        .global hyp_weigh
hyp_weigh:
        add     x0, x0, x1, lsl #1
        add     x0, x0, x2, lsl #2
        ret

/* One line from inside the hypervisor: where it runs. */
        .global hyp_report
hyp_report:
        stp     x29, x30, [sp, #-16]!
        step    "in hyp: EL"
        mrs     x5, CurrentEL
        lsr     x5, x5, #2
        say_hex x5
        say     " PC page "
        adrp    x5, hyp_report
        say_hex x5
        say     " SP "
        mov     x5, sp
        say_hex x5
        say     " VBAR_EL2 "
        mrs     x5, VBAR_EL2
        say_hex x5
        say     " SCTLR_EL2 "
        mrs     x5, SCTLR_EL2
        say_hex x5
        say     " TPIDR_EL2 "
        mrs     x5, TPIDR_EL2
        say_hex x5
        say     "\n"
        ldp     x29, x30, [sp], #16
        mov     x0, #42
        ret

        .bss
        .balign 16
        .global hyp_stacks, hyp_to_physical
hyp_stacks:
        .space  STACK_SIZE * MAX_CPUS
hyp_to_physical:
        .space  16

/* The hypervisor's vectors once it runs: hyp calls, the stub calls that the era knows here, and its panic.
 * era.h says RUN_GET (GET_VECTORS is answered), RUN_STUB_CALLS (numbers below HVC_STUB_NR go to handle_stub_hvc) and
 * RUN_CALL_FUNC (functions are called by HVC_CALL_FUNC, not by a bare address). */
#include "layout.h"
#include "era.h"

        .text
        .balign 0x800
begin   hyp_vectors
        .rept   4
        parked
        .endr
        slot    hyp_panic
        .rept   3
        parked
        .endr
        slot    el1_sync
        .rept   7
        parked
        .endr
        .balign 0x80

/* As KVM: VTTBR_EL2 tells the host from a guest, and there is no guest here. */
el1_sync:
        stp     x0, x1, [sp, #-16]!
        mrs     x0, ESR_EL2
        lsr     x0, x0, #26
        cmp     x0, #EC_HVC64
        b.ne    hyp_panic
        mrs     x0, VTTBR_EL2
        cbnz    x0, hyp_panic
        ldp     x0, x1, [sp], #16
#ifdef RUN_CALL_FUNC
        cmp     x0, #HVC_CALL_FUNC
        b.eq    hyp_call_func
#endif
#ifdef RUN_STUB_CALLS
        cmp     x0, #HVC_STUB_NR
        b.hs    1f
        ldr     x5, =VA_OFFSET + handle_stub_hvc
        adr_l   x6, kimage_voffset
        ldr     x6, [x6]
        sub     x5, x5, x6
        br      x5
1:
#endif
#ifdef RUN_GET
        cbnz    x0, 1f
        mrs     x0, VBAR_EL2
        eret
1:
#endif
#ifdef RUN_CALL_FUNC
        ldr     x0, =HVC_STUB_ERR
        eret
#else
        stp     x30, xzr, [sp, #-16]!
        and     x30, x0, #HYP_MASK
        mov     x0, x1
        mov     x1, x2
        mov     x2, x3
        mov     x3, x4
        blr     x30
        ldp     x30, xzr, [sp], #16
        eret
#endif

/* KVM's panic leaves for EL1, too. The call that failed was running on this CPU's stack, less than full. */
begin   hyp_panic
        mov     x1, sp
        orr     x1, x1, #STACK_SIZE - 1
        add     x1, x1, #1
        mov     sp, x1
        mov     x5, #SPSR_EL1H_DAIF
        msr     SPSR_EL2, x5
        mrs     x1, ESR_EL2
        mrs     x2, ELR_EL2
        mrs     x3, FAR_EL2
        ldr     x5, =VA_OFFSET + hvc_returned
        msr     ELR_EL2, x5
        ldr     x0, =HYP_PANIC
        eret

/* Hyp functions: callable by their hyp VA. */

/* x0 + 2 x1 + 4 x2 */
begin   hyp_weigh
        add     x0, x0, x1, lsl #1
        add     x0, x0, x2, lsl #2
        ret

/* Stage 2 parameters, which some eras set by a call of their own. */
begin   hyp_init_stage2
        ldr     x0, =VTCR_EL2_VALUE
        mrs     x1, ID_AA64MMFR0_EL1
        and     x1, x1, #7
        bfi     x0, x1, #16, #3                 // PS
        msr     VTCR_EL2, x0
        ret

/* Leaves a trap on, as a hypervisor that goes away carelessly: EL1 may not read CNTPCT_EL0. */
begin   hyp_leave_trap
        mov     x0, #2
        msr     CNTHCTL_EL2, x0
        ret

        .irp    name, CurrentEL, SP, VBAR_EL2, SCTLR_EL2, TTBR0_EL2, TCR_EL2, MAIR_EL2, VTCR_EL2, TPIDR_EL2
begin   hyp_read_\name
        .ifc    \name, SP
        mov     x0, sp
        .else
        mrs     x0, \name
        .endif
        ret
        .endr
begin   hyp_read_PC
        adr     x0, .
        ret

        .data
        .balign 8
begin   kimage_voffset
        .quad   VA_OFFSET

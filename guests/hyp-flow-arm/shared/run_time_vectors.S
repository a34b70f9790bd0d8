/* The hypervisor's vectors once it runs: hyp calls, the stub calls that the era knows here, and its panic.
 * era.h says RUN_GET (r0 = -1 is answered), RUN_STUB_CALLS (numbers below HVC_STUB_NR go to handle_stub_hvc) and RUN_CALL_FUNC
 * (functions are called by HVC_CALL_FUNC, not by a bare address). */
#include "layout.h"
#include "era.h"

        .text
        vector_table hyp_vectors, hyp_trap, hyp_panic

/* As KVM: VTTBR's VMID tells the host from a guest, and there is no guest here. */
hyp_trap:
        push    {r0-r3}
        mrc     p15, 4, r0, c5, c2, 0           // HSR
        lsr     r0, r0, #26
        cmp     r0, #EC_HVC
        bne     hyp_panic
        mrrc    p15, 6, r0, r1, c2              // VTTBR
        ubfx    r1, r1, #16, #8
        cmp     r1, #0
        bne     hyp_panic
        pop     {r0-r3}
#ifdef RUN_CALL_FUNC
        cmp     r0, #HVC_CALL_FUNC
        beq     hyp_call_func
#endif
#ifdef RUN_STUB_CALLS
        cmp     r0, #HVC_STUB_NR
        ldrlo   ip, =handle_stub_hvc            // its physical address
        bxlo    ip
#endif
#ifdef RUN_GET
        cmn     r0, #1
        mrceq   p15, 4, r0, c12, c0, 0          // HVBAR
        beq     1f
#endif
#ifdef RUN_CALL_FUNC
        ldr     r0, =HVC_STUB_ERR
#else
        push    {ip, lr}                        // Hyp has no lr of its own: it is LR_usr
        mov     lr, r0
        mov     r0, r1
        mov     r1, r2
        mov     r2, r3
        blx     lr
        pop     {ip, lr}
#endif
1:      eret

/* KVM's panic leaves for SVC, too. The call that failed was running on this CPU's stack, less than full. */
begin   hyp_panic
        mov     r1, sp
        ldr     r2, =STACK_SIZE - 1
        orr     r1, r1, r2
        add     sp, r1, #1
        mrc     p15, 4, r1, c5, c2, 0           // HSR
        mrs     r2, elr_hyp
        mrc     p15, 4, r3, c6, c0, 2           // HIFAR
        mov     r0, #MODE_SVC | PSR_AIF
        msr     spsr_cxsf, r0
        ldr     r0, =VA_OFFSET + hvc_returned
        msr     elr_hyp, r0
        ldr     r0, =HYP_PANIC
        eret
        .ltorg

/* Hyp functions. */

/* r0 + 2 r1 + 4 r2; by HVC_CALL_FUNC only two arguments arrive, and r2 is no number. */
begin   hyp_weigh
        add     r0, r0, r1, lsl #1
#ifndef RUN_CALL_FUNC
        add     r0, r0, r2, lsl #2
#endif
        bx      lr

/* Stage 2 parameters, which some eras set by a call of their own. */
begin   hyp_init_stage2
        mrc     p15, 4, r0, c2, c1, 2           // VTCR
        ldr     r1, =VTCR_MASK
        bic     r0, r0, r1
        mrc     p15, 4, r1, c2, c0, 2           // HTCR
        and     r1, r1, #0x3f00
        orr     r0, r0, r1
        orr     r0, r0, #VTCR_VALUE & 0xff
        mcr     p15, 4, r0, c2, c1, 2
        bx      lr

/* Leaves a trap on, as a hypervisor that goes away carelessly: SVC may not read CNTPCT. */
begin   hyp_leave_trap
        mov     r0, #2
        mcr     p15, 4, r0, c14, c1, 0          // CNTHCTL
        bx      lr

.macro  reader name, crn, crm, opc2
begin   hyp_read_\name
        mrc     p15, 4, r0, \crn, \crm, \opc2
        bx      lr
.endm
        reader  HVBAR, c12, c0, 0
        reader  HSCTLR, c1, c0, 0
        reader  HTCR, c2, c0, 2
        reader  HMAIR0, c10, c2, 0
        reader  VTCR, c2, c1, 2
begin   hyp_read_HTTBR
        mrrc    p15, 4, r0, r1, c2
        bx      lr
begin   hyp_read_SP
        mov     r0, sp
        bx      lr
begin   hyp_read_PC
        adr     r0, hyp_read_PC
        bx      lr
begin   hyp_read_CPSR
        mrs     r0, cpsr
        bx      lr
        .ltorg

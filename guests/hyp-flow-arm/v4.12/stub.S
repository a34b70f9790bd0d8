/* The stub of 4.12. It does not look at the syndrome: whatever comes from SVC is a call. */
#include "layout.h"
#include "era.h"

        .text
        vector_table stub_vectors, stub_call

stub_call:
        cmp     r0, #HVC_SET_VECTORS
        mcreq   p15, 4, r1, c12, c0, 0          // HVBAR
        beq     1f
        cmp     r0, #HVC_SOFT_RESTART
        bxeq    r1                              // in HYP
        cmp     r0, #HVC_RESET_VECTORS
        ldrne   r0, =HVC_STUB_ERR
        bne     2f
1:      mov     r0, #0
2:      eret

/* Reads the counter while HYP traps that, with a stub call's registers: r0 = what the payload made of them. */
begin   read_counter_with
        mrrc    p15, 0, r2, r3, c14             // CNTPCT
        bx      lr
/* The payload: in HYP, it takes the trap away and lets SVC try again. */
begin   stray_payload
        mov     r2, #3
        mcr     p15, 4, r2, c14, c1, 0          // CNTHCTL
        mrc     p15, 4, r0, c5, c2, 0           // HSR
        lsr     r0, r0, #26
        eret
        .ltorg

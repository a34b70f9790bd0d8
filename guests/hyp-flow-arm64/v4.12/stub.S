/* The stub of 4.12. It changes x0 alone, and it does not look at the syndrome: any exception from EL1 is a call. */
#include "layout.h"
#include "era.h"

        .text
        .balign 0x800
begin   stub_vectors
        .rept   8
        parked
        .endr
        slot    stub_call
        .rept   7
        parked
        .endr
        .balign 0x80

stub_call:
        cmp     x0, #HVC_SET_VECTORS
        b.ne    1f
        msr     VBAR_EL2, x1
        b       3f
1:      cmp     x0, #HVC_SOFT_RESTART
        b.ne    2f
        mov     x0, x2
        mov     x2, x4
        mov     x4, x1
        mov     x1, x3
        br      x4                              // at EL2
2:      cmp     x0, #HVC_RESET_VECTORS
        b.eq    3f                              // this is the stub already
        ldr     x0, =HVC_STUB_ERR
        eret
3:      mov     x0, xzr
        eret

/* Reads the counter while EL2 traps that, with a stub call's registers: x0 = what the payload made of them. */
begin   read_counter_with
        mrs     x9, CNTPCT_EL0
        ret
/* The payload: at EL2, it takes the trap away and lets EL1 try again. */
begin   stray_payload
        mov     x9, #3
        msr     CNTHCTL_EL2, x9
        mrs     x0, ESR_EL2
        lsr     x0, x0, #26
        eret

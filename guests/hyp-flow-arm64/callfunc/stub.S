/* The stub of the experiment: x1 = a function of the kernel image by its VA, x2-x6 = five arguments. It is branched to, not
 * called: x30 is still EL1's, and it ends in ERET. */
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
        cmp     x0, #HVC_CALL_FUNC
        b.ne    1f
        mov     x7, x1
        mov     x0, x2
        mov     x1, x3
        mov     x2, x4
        mov     x3, x5
        mov     x4, x6
        adr_l   x6, kimage_voffset
        ldr     x6, [x6]
        sub     x7, x7, x6
        br      x7
1:      cmp     x0, #HVC_SOFT_RESTART
        b.ne    2f
        mov     x0, x2
        mov     x2, x4
        mov     x4, x1
        mov     x1, x3
        br      x4
2:      cmp     x0, #HVC_RESET_VECTORS
        b.eq    3f
        ldr     x0, =HVC_STUB_ERR
        eret
3:      mov     x0, xzr
        eret

/* Functions for CALL_FUNC, handlers by nature: they end in ERET. */
begin   func_sum
        add     x0, x0, x1
        add     x0, x0, x2
        add     x0, x0, x3
        add     x0, x0, x4
        eret
begin   func_state
        mrs     x0, CurrentEL
        mrs     x1, DAIF
        mrs     x2, SPSR_EL2
        mrs     x3, SCTLR_EL2
        eret

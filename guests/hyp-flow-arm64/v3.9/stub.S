/* The stub of 3.9 to 4.6: x0 = 0 gets VBAR_EL2, anything else sets it. What is no HVC returns to where it came from, for ever. */
#include "layout.h"

        .text
.macro  table name, handler
        .balign 0x800
begin   \name
        .rept   8
        parked
        .endr
        slot    \handler
        .rept   7
        parked
        .endr
        .balign 0x80
.endm

        table   stub_vectors, stub_call
/* The same stub at another address, for SET_VECTORS to have something to set. */
        table   other_vectors, stub_call
/* The only way back to EL2: vectors that are an entry point. */
        table   reentry_vectors, restart_entry

stub_call:
        mrs     x1, ESR_EL2
        lsr     x1, x1, #26
        cmp     x1, #EC_HVC64
        b.ne    2f
        cbnz    x0, 1f
        mrs     x0, VBAR_EL2
        b       2f
1:      msr     VBAR_EL2, x0
2:      eret

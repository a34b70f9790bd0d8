/* The stub of 3.9 to 4.11: r0 = -1 gets HVBAR, anything else sets it. Nothing else is changed. */
#include "layout.h"

        .text
        vector_table stub_vectors, stub_call
/* The same stub at another address, for the call to have something to set. */
        vector_table other_vectors, stub_call
/* The only way back to HYP, which the decompressor used: vectors that are an entry point. */
        vector_table reentry_vectors, restart_entry

stub_call:
        cmn     r0, #1
        mrceq   p15, 4, r0, c12, c0, 0
        mcrne   p15, 4, r0, c12, c0, 0
        eret

/* Not of the era, but this guest's own tool to try both forms of init: a hyp call, by an address that is physical or the
 * trampoline's, which starts again in HYP as the reentry table would. r0 = a table that has the identity page, r1 = HVBAR,
 * r2 = entry. */
        .section .idmap.text, "ax"
begin   tool_restart
        mov     r3, #0
        mcrr    p15, 4, r0, r3, c2              // HTTBR
        isb
        mcr     p15, 4, r0, c8, c7, 0           // TLBIALLH
        dsb     ish
        isb
        ldr     r3, =1f
        bx      r3
1:      mov     r3, #0
        mcr     p15, 4, r3, c1, c0, 0           // HSCTLR
        isb
        mcr     p15, 4, r1, c12, c0, 0          // HVBAR
        bx      r2
        .ltorg

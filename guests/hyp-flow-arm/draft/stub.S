/* The draft's stub. */
#include "layout.h"
#include "era.h"

        .text
        vector_table stub_vectors, stub_call
/* The same stub at another address, for SET_VECTORS to have something to set. */
        vector_table other_vectors, stub_call

stub_call:
        cmp     r0, #HVC_GET_VECTORS
        mrceq   p15, 4, r0, c12, c0, 0          // HVBAR
        beq     1f
        cmp     r0, #HVC_SET_VECTORS
        mcreq   p15, 4, r1, c12, c0, 0
        beq     1f
        cmp     r0, #HVC_SOFT_RESTART
        bxeq    r1                              // in HYP
        cmp     r0, #HVC_RESET_VECTORS
        moveq   r0, #0                          // this is the stub already
        mvnne   r0, #0
1:      eret

/* The stub of 4.7 to 4.11. It looks at the syndrome in x30, which is the caller's link register as well. */
#include "layout.h"
#include "era.h"

        .text
.macro  table name
        .balign 0x800
begin   \name
        .rept   8
        parked
        .endr
        slot    stub_call
        .rept   7
        parked
        .endr
        .balign 0x80
.endm

        table   stub_vectors
/* The same stub at another address, for SET_VECTORS to have something to set. */
        table   other_vectors

stub_call:
        mrs     x30, ESR_EL2
        lsr     x30, x30, #26
        cmp     x30, #EC_HVC64
        b.ne    9f
        cmp     x0, #HVC_GET_VECTORS
        b.ne    1f
        mrs     x0, VBAR_EL2
        b       9f
1:      cmp     x0, #HVC_SET_VECTORS
        b.ne    2f
        msr     VBAR_EL2, x1
        b       9f
2:      cmp     x0, #HVC_SOFT_RESTART
        b.ne    3f
        mov     x0, x2
        mov     x2, x4
        mov     x4, x1
        mov     x1, x3
        br      x4                              // at EL2
3:      mov     x0, #HVC_STUB_ERR
9:      eret

/* The hypervisor's own way back to the stub, a hyp call by the address that is physical as well. */
        .section .idmap.text, "ax"
begin   hyp_reset
        ldp     x30, xzr, [sp], #16             // the host's, from the handler's frame
        mrs     x0, SCTLR_EL2
        mov     x1, #SCTLR_MMU_MASK
        bic     x0, x0, x1
        msr     SCTLR_EL2, x0
        isb
        ldr     x0, =stub_vectors
        msr     VBAR_EL2, x0
        eret
        .ltorg

/* The stub calls of an era that expects them of any owner of EL2, as KVM answered them: entered by physical address, EL2's
 * MMU on or off. era.h has the numbers, and ARGUMENT_0_LOST for the defect of 4.12 to 5.9. */
#include "layout.h"
#include "era.h"

#ifdef HVC_RESET_VECTORS
#ifndef RESET_LEAVES
#define RESET_LEAVES 0
#endif
#ifndef RESET_VECTORS_TO
#define RESET_VECTORS_TO stub_vectors
#endif
        .section .idmap.text, "ax"
begin   handle_stub_hvc
        cmp     x0, #HVC_SOFT_RESTART
        b.ne    1f
        msr     ELR_EL2, x1
        mov     x0, #SPSR_EL2H_DAIF
        msr     SPSR_EL2, x0
        mov     x0, x2
        mov     x1, x3
        mov     x2, x4
        b       reset
1:      cmp     x0, #HVC_RESET_VECTORS
        b.ne    2f
#ifndef ARGUMENT_0_LOST
        mov     x0, xzr
#endif
reset:
        mrs     x5, SCTLR_EL2
        mov     x6, #SCTLR_MMU_MASK & ~RESET_LEAVES
        bic     x5, x5, x6
        msr     SCTLR_EL2, x5
        isb
        ldr     x5, =RESET_VECTORS_TO
        msr     VBAR_EL2, x5
#ifdef STUB_HAS_STACK
        stub_stack x5, x6
        mov     sp, x5
#endif
#ifdef ARGUMENT_0_LOST
        mov     x0, xzr                         // for RESET_VECTORS; a SOFT_RESTART passes here, too
#endif
        eret
2:      ldr     x0, =HVC_STUB_ERR
        eret
        .ltorg
#endif

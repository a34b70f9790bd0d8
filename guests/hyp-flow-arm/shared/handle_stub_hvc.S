/* The stub calls of an era that expects them of any owner of HYP, as KVM answered them: entered by physical address, HYP's MMU
 * on or off. era.h has the numbers. */
#include "layout.h"
#include "era.h"

#ifdef HVC_RESET_VECTORS
        .section .idmap.text, "ax"
begin   handle_stub_hvc
        cmp     r0, #HVC_SOFT_RESTART
        bne     1f
        msr     elr_hyp, r1
        mrs     r0, cpsr
        bic     r0, r0, #MODE_MASK
        orr     r0, r0, #MODE_HYP
        msr     spsr_cxsf, r0
        b       2f
1:      cmp     r0, #HVC_RESET_VECTORS
        bne     3f
2:      mrc     p15, 4, r1, c1, c0, 0           // HSCTLR
        ldr     r0, =HSCTLR_OFF_MASK
        bic     r1, r1, r0
        mcr     p15, 4, r1, c1, c0, 0
        ldr     r1, =stub_vectors
        mcr     p15, 4, r1, c12, c0, 0          // HVBAR
#ifdef STUB_HAS_STACK
        stub_stack r1, r0
        mov     sp, r1
#endif
        mov     r0, #0                          // a SOFT_RESTART passes here, too
        eret
3:      ldr     r0, =HVC_STUB_ERR
        eret
        .ltorg
#endif

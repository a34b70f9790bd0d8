/* The hypervisor's init: EL2's MMU on, stack and vectors installed. era.h says what the era's form was:
 * INIT_VECTORS      it is reached through a vector table of its own, which SET_VECTORS installs
 * INIT_STUB_CALLS   that table answers the stub calls
 * TWO_PGDS          x0 = boot table, x1 = table, x2 = stack, x3 = vectors; otherwise x0 = table, x1 = stack, x2 = vectors
 * INIT_VTCR         it sets stage 2's parameters itself
 * INIT_TPIDR        x3 = TPIDR_EL2
 * INIT_SCTLR        what SCTLR_EL2 becomes */
#include "layout.h"
#include "era.h"

#ifndef OWN_INIT

#ifdef INIT_VECTORS
        .section .idmap.vectors, "ax"
        .balign 0x800
begin   init_vectors
        .rept   8
        parked
        .endr
        slot    hyp_init
        .rept   7
        parked
        .endr
        .balign 0x80
#endif

        .section .idmap.text, "ax"
begin   hyp_init
#ifdef INIT_STUB_CALLS
        cmp     x0, #HVC_STUB_NR
        b.lo    handle_stub_hvc
#endif
        msr     TTBR0_EL2, x0
        mrs     x4, TCR_EL1
        mov     x5, #TCR_EL2_FIELDS
        and     x4, x4, x5
        ldr     x5, =TCR_EL2_RES1
        orr     x4, x4, x5
        mrs     x5, ID_AA64MMFR0_EL1
        and     x5, x5, #7
        bfi     x4, x5, #16, #3                 // PS
        msr     TCR_EL2, x4
#ifdef INIT_VTCR
        ldr     x4, =VTCR_EL2_VALUE
        bfi     x4, x5, #16, #3
        msr     VTCR_EL2, x4
#endif
        mrs     x4, MAIR_EL1
        msr     MAIR_EL2, x4
        isb
        tlbi    alle2
        dsb     sy
        ldr     x4, =INIT_SCTLR
        msr     SCTLR_EL2, x4
        isb
#ifdef TWO_PGDS
        ldr     x4, =TRAMPOLINE_VA              // the same page by the address that both tables know
        adr     x5, 1f
        bfi     x4, x5, #0, #12
        br      x4
1:      msr     TTBR0_EL2, x1
        isb
        tlbi    alle2
        dsb     sy
        isb
        mov     sp, x2
        msr     VBAR_EL2, x3
#else
        mov     sp, x1
        msr     VBAR_EL2, x2
#ifdef INIT_TPIDR
        msr     TPIDR_EL2, x3
#endif
#endif
        eret
        .ltorg
#endif

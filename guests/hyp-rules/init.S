/* The hypervisor's init, unless a rule says otherwise: x0 = table, x1 = stack, x2 = vectors. */
#include "layout.h"
#include "era.h"

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

        .section .idmap.text, "ax"
begin   hyp_init
        cmp     x0, #HVC_STUB_NR
        b.lo    handle_stub_hvc
        msr     TTBR0_EL2, x0
        mrs     x4, TCR_EL1
        mov     x5, #TCR_EL2_FIELDS
        and     x4, x4, x5
#ifndef BREAK_K3
        ldr     x5, =TCR_EL2_RES1
        orr     x4, x4, x5
#endif
        mrs     x5, ID_AA64MMFR0_EL1
        and     x5, x5, #7
        bfi     x4, x5, #16, #3                 // PS
        msr     TCR_EL2, x4
        mrs     x4, MAIR_EL1
#ifdef BREAK_K5
        mrs     x5, MPIDR_EL1
        tst     x5, #0xff
        b.eq    1f
        orr     x4, x4, #0x040000               // another attribute, on the second CPU
1:
#endif
        msr     MAIR_EL2, x4
        isb
#ifndef BREAK_K2
        tlbi    alle2
        dsb     sy
#endif
        ldr     x4, =INIT_SCTLR
        msr     SCTLR_EL2, x4
        isb
        mov     sp, x1
        msr     VBAR_EL2, x2
        eret
        .ltorg

/* The hypervisor's init: HYP's MMU on, stack and vectors installed. era.h says which forms its era had:
 * INIT_STUB_CALLS   the init vectors answer the stub calls
 * INIT_EARLY        r0:r1 = table, r2 = stack, r3 = vectors (3.9)
 * TWO_PGDS          in two calls: r0 = 0, r2:r3 = boot table; r0 = stack, r1 = vectors, r2:r3 = table (3.10)
 * INIT_LATE         r0 = stack, r1 = vectors, r2:r3 = table
 * INIT_VTCR         it sets stage 2's parameters itself
 * INIT_A            alignment checks on */
#include "layout.h"
#include "era.h"

#ifndef OWN_INIT
        .section .idmap.text, "ax"

/* HTTBR <- b:a, and what belongs to it; changes a, b, ip. */
.macro  set_translation a, b
        mcrr    p15, 4, \a, \b, c2              // HTTBR
        mrc     p15, 4, \a, c2, c0, 2           // HTCR
        ldr     \b, =HTCR_MASK
        bic     \a, \a, \b
        mrc     p15, 0, \b, c2, c0, 2           // TTBCR
        and     \b, \b, #0x3f00
        orr     ip, \a, \b
        mcr     p15, 4, ip, c2, c0, 2
#ifdef INIT_VTCR
        mrc     p15, 4, \a, c2, c1, 2           // VTCR
        ldr     \b, =VTCR_MASK
        bic     \a, \a, \b
        and     \b, ip, #0x3f00
        orr     \a, \a, \b
        orr     \a, \a, #VTCR_VALUE & 0xff
        mcr     p15, 4, \a, c2, c1, 2
#endif
        mrc     p15, 0, \a, c10, c2, 0          // MAIR0
        mcr     p15, 4, \a, c10, c2, 0          // HMAIR0
        mrc     p15, 0, \a, c10, c2, 1
        mcr     p15, 4, \a, c10, c2, 1
        isb
.endm

/* HSCTLR.M on, with the kernel's caches and endianness; changes a, b, ip. */
.macro  set_mmu a, b
        mcr     p15, 4, \a, c8, c7, 0           // TLBIALLH
        dsb     ish
        mrc     p15, 4, \a, c1, c0, 0           // HSCTLR
        ldr     \b, =HSCTLR_MASK
        bic     \a, \a, \b
        mrc     p15, 0, \b, c1, c0, 0           // SCTLR
        ldr     ip, =0x02201004                 // EE, FI, I, C
        and     \b, \b, ip
        orr     \a, \a, \b
        orr     \a, \a, #1                      // M
#ifdef INIT_A
        orr     \a, \a, #2
#endif
        mcr     p15, 4, \a, c1, c0, 0
        isb
.endm

#ifdef INIT_EARLY
        vector_table early_init_vectors, early_init
early_init:
        set_translation r0, r1
        set_mmu r0, r1
        mov     sp, r2
        mcr     p15, 4, r3, c12, c0, 0          // HVBAR
        eret
#endif

#ifdef TWO_PGDS
        vector_table init_vectors, two_phase_init
two_phase_init:
        cmp     r0, #0
        bne     1f
        set_translation r2, r3
        set_mmu r2, r3
        eret                                    // the next HVC comes here again, MMU on

1:      mov     sp, r0
        mcr     p15, 4, r1, c12, c0, 0          // HVBAR
        ldr     r0, =TRAMPOLINE_VA              // the same page by the address that both tables know
        adr     r1, 2f
        bfi     r0, r1, #0, #12
        bx      r0
2:      mcrr    p15, 4, r2, r3, c2              // HTTBR
        isb
        mcr     p15, 4, r0, c8, c7, 0           // TLBIALLH
        dsb     ish
        isb
        eret
#endif

#ifdef INIT_LATE
        vector_table init_vectors, hyp_init
hyp_init:
#ifdef INIT_STUB_CALLS
        cmp     r0, #HVC_STUB_NR
        blo     handle_stub_hvc
#endif
        mov     sp, r0                          // both are virtual, and the MMU is off yet:
        mcr     p15, 4, r1, c12, c0, 0          // HVBAR; no exception may come before M
        set_translation r2, r3
        set_mmu r2, r3
        eret
#endif
        .ltorg
#endif

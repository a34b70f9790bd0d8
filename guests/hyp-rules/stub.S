/* The stub of 4.12, unless a rule says otherwise. */
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
#ifdef BREAK_R1_VECTORS
        table   other_vectors
#endif
#ifdef BREAK_V4
        .balign 0x800
begin   empty_vectors
        .space  0x800
#endif
#ifdef BREAK_E1
/* The illegal return raises an Illegal Execution state exception at its target: it is made good there. */
        .balign 0x800
begin   illegal_vectors
        .rept   4
        parked
        .endr
        slot    1f
        .rept   11
        parked
        .endr
        .balign 0x80
1:      ldr     x5, =HCR_RW
        msr     HCR_EL2, x5
        mov     x5, #SPSR_EL1H_DAIF
        msr     SPSR_EL2, x5
        adr_l   x5, stub_vectors
        msr     VBAR_EL2, x5
        adr_l   x6, illegal_class
        mrs     x5, ESR_EL2
        lsr     x5, x5, #26
        str     x5, [x6]
        isb
        eret
#endif

stub_call:
        cmp     x0, #HVC_SET_VECTORS
        b.ne    1f
        msr     VBAR_EL2, x1
        b       3f
1:      cmp     x0, #HVC_SOFT_RESTART
        b.ne    2f
        mov     x0, x2
        mov     x2, x4
        mov     x4, x1
        mov     x1, x3
        br      x4
2:      cmp     x0, #HVC_RESET_VECTORS
        b.eq    4f
        ldr     x0, =HVC_STUB_ERR
        eret
4:
#ifdef BREAK_C1
        mov     x19, xzr                        // a register that the caller may count on
#endif
#ifdef BREAK_C2
        mov     x1, xzr                         // one that it may not, but that no kernel changes here
#endif
#ifdef BREAK_C4
        mrs     x0, SPSR_EL2
        eor     x0, x0, #1 << 30                // Z
        msr     SPSR_EL2, x0
#endif
#ifdef BREAK_C5
        mov     x0, #5
        eret
#endif
#ifdef BREAK_C6
        stp     x0, x1, [sp, #-16]!             // nobody gave the stub a stack
        ldp     x0, x1, [sp], #16
#endif
3:      mov     x0, xzr
        eret

#ifdef BREAK_T1
begin   read_counter_with
        mrs     x9, CNTPCT_EL0
        ret
begin   stray_payload
        mov     x9, #3
        msr     CNTHCTL_EL2, x9
        mrs     x0, ESR_EL2
        lsr     x0, x0, #26
        eret
#endif
#ifdef BREAK_K6
begin   hyp_leave_guest
        mov     x0, #1 << 48                    // VMID 1
        msr     VTTBR_EL2, x0
        ret
#endif

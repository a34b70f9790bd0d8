/* The stub with a call that is one, and with the stack that it takes; and the hypervisor's half of the same call. */
#include "layout.h"
#include "era.h"

        .text
        .balign 0x800
begin   stub_vectors
        .rept   8
        parked
        .endr
        slot    stub_call
        .rept   7
        parked
        .endr
        .balign 0x80

stub_call:
        cmp     x0, #HVC_CALL_FUNC
        b.eq    4f
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
        b.eq    3f
        ldr     x0, =HVC_STUB_ERR
        eret
3:      mov     x0, xzr
        eret
4:      mov     x7, xzr                         // the stub's view is physical
        call_function

begin   hyp_call_func
        mov     x7, #HYP_OFFSET
        call_function

/* Without frame or stack: five arguments. */
begin   func_sum
        add     x0, x0, x1
        add     x0, x0, x2
        add     x0, x0, x3
        add     x0, x0, x4
        ret
begin   func_pc
        adr     x0, func_pc
        ret
begin   func_sp
        mov     x0, sp
        ret
        .ltorg

        .section .idmap.text, "ax"
/* A function that does not return: EL2 becomes the hypervisor's. x0 = table, x1 = stack, x2 = vectors. It answers the host
 * itself: x0 = 0, and x30 out of the frame, which the new tables do not map. */
begin   hyp_init
        ldr     x30, [x5, #8]
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
        mrs     x4, MAIR_EL1
        msr     MAIR_EL2, x4
        isb
        tlbi    alle2
        dsb     sy
        ldr     x4, =INIT_SCTLR
        msr     SCTLR_EL2, x4
        isb
        mov     sp, x1
        msr     VBAR_EL2, x2
        mov     x0, xzr
        eret

/* Another: a restart, whoever owns EL2. x0 = entry PA, x1-x3 = its arguments. */
begin   func_restart
        adr     x9, 1f
        and     x9, x9, #~HYP_OFFSET            // from here on by the address that is physical as well
        br      x9
1:      mrs     x9, SCTLR_EL2
        mov     x10, #SCTLR_MMU_MASK
        bic     x9, x9, x10
        msr     SCTLR_EL2, x9
        isb
        ldr     x9, =stub_vectors
        msr     VBAR_EL2, x9
        mov     x9, x0
        mov     x0, x1
        mov     x1, x2
        mov     x2, x3
        br      x9
        .ltorg

        .bss
        .balign 1024
begin   stub_stacks
        .space  STUB_STACK_SIZE * MAX_CPUS

/* HVC and SMC as functions of C. */
#include "layout.h"

        .text

/* r0 = 15 words: r0-r12, LR_usr, lr. Loads them all, HVC #0, stores what they are then. A panic of the hypervisor comes back
 * here as well, with r0 = HYP_PANIC, r1 = HSR, r2 = ELR_hyp, r3 = HIFAR: SP_svc is as the HVC left it. */
begin   hvc_registers
        push    {r0, r4-r11, lr}
        ldr     r1, [r0, #52]
        msr     lr_usr, r1
        ldr     lr, [r0, #56]
        ldm     r0, {r0-r12}
        hvc     #0
begin   hvc_returned
        push    {r0, lr}
        ldr     lr, [sp, #8]
        str     r0, [lr]
        add     lr, lr, #4
        stm     lr, {r1-r12}
        sub     lr, lr, #4
        mrs     r1, lr_usr
        str     r1, [lr, #52]
        ldr     r1, [sp, #4]
        str     r1, [lr, #56]
        add     sp, sp, #8
        pop     {r0, r4-r11, pc}

begin   smc
        smc     #0
        bx      lr

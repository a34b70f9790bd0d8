/* HVC and SMC as functions of C. */
#include "layout.h"

        .text

/* x0 = 31 registers: loads them all, HVC #0, stores what they are then. A panic of the hypervisor comes back here as well,
 * with x0 = HYP_PANIC, x1 = ESR_EL2, x2 = ELR_EL2, x3 = FAR_EL2: SP_EL1 is as the HVC left it. */
begin   hvc_registers
        stp     x29, x30, [sp, #-112]!
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        stp     x23, x24, [sp, #48]
        stp     x25, x26, [sp, #64]
        stp     x27, x28, [sp, #80]
        str     x0, [sp, #96]
        .irp    n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
        ldr     x\n, [x0, #8 * \n]
        .endr
        ldr     x0, [x0]
        hvc     #0
begin   hvc_returned
        stp     x0, x1, [sp, #-16]!
        ldr     x0, [sp, #112]
        .irp    n, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
        str     x\n, [x0, #8 * \n]
        .endr
        ldp     x2, x3, [sp], #16
        stp     x2, x3, [x0]
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x23, x24, [sp, #48]
        ldp     x25, x26, [sp, #64]
        ldp     x27, x28, [sp, #80]
        ldp     x29, x30, [sp], #112
        ret

begin   smc
        smc     #0
        ret

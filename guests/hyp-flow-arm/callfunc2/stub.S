/* The stub with a call that is one, and with the stack that it takes; and the hypervisor's half of the same call. */
#include "layout.h"
#include "era.h"

        .text
        vector_table stub_vectors, stub_call

stub_call:
        cmp     r0, #HVC_CALL_FUNC
        beq     3f
        cmp     r0, #HVC_SET_VECTORS
        mcreq   p15, 4, r1, c12, c0, 0          // HVBAR
        beq     1f
        cmp     r0, #HVC_SOFT_RESTART
        bxeq    r1                              // in HYP
        cmp     r0, #HVC_RESET_VECTORS
        ldrne   r0, =HVC_STUB_ERR
        bne     2f
1:      mov     r0, #0
2:      eret
3:      mov     ip, #VA_OFFSET                  // the stub's view is physical; minus is plus here
        call_function

begin   hyp_call_func
        mov     ip, #0                          // the hypervisor's is the kernel's
        call_function

begin   func_sum
        add     r0, r0, r1
        bx      lr
begin   func_pc
        adr     r0, func_pc
        bx      lr
begin   func_sp
        mov     r0, sp
        bx      lr
        .ltorg

        .section .idmap.text, "ax"
/* The init needs four registers of arguments, and there are two: hence two functions. What the first learns it leaves where it
 * belongs, in HTTBR, and it returns. r0:r1 = table. */
begin   hyp_init_tables
        mcrr    p15, 4, r0, r1, c2              // HTTBR
        mrc     p15, 4, r0, c2, c0, 2           // HTCR
        ldr     r1, =HTCR_MASK
        bic     r0, r0, r1
        mrc     p15, 0, r1, c2, c0, 2           // TTBCR
        and     r1, r1, #0x3f00
        orr     r0, r0, r1
        mcr     p15, 4, r0, c2, c0, 2
        mrc     p15, 0, r0, c10, c2, 0          // MAIR0
        mcr     p15, 4, r0, c10, c2, 0          // HMAIR0
        mrc     p15, 0, r0, c10, c2, 1
        mcr     p15, 4, r0, c10, c2, 1
        isb
        mcr     p15, 4, r0, c8, c7, 0           // TLBIALLH
        dsb     ish
        isb
        mov     r0, #0
        bx      lr

/* The second does not: HYP becomes the hypervisor's. r0 = stack, r1 = vectors, r2 = frame. It answers the host itself. */
begin   hyp_init_enable
        ldr     lr, [r2, #4]                    // LR_usr of the host
        mrc     p15, 4, r2, c1, c0, 0           // HSCTLR
        ldr     r3, =HSCTLR_MASK
        bic     r2, r2, r3
        mrc     p15, 0, r3, c1, c0, 0           // SCTLR
        ldr     ip, =0x02201004                 // EE, FI, I, C
        and     r3, r3, ip
        orr     r2, r2, r3
        orr     r2, r2, #1
        mcr     p15, 4, r2, c1, c0, 0
        isb
        mov     sp, r0
        mcr     p15, 4, r1, c12, c0, 0          // HVBAR
        mov     r0, #0
        eret

/* Another: a restart, whoever owns HYP. r0 = entry PA, r1 = its argument. */
begin   func_restart
        ldr     r3, =1f                         // from here on by the address that is physical as well
        bx      r3
1:      mrc     p15, 4, r2, c1, c0, 0
        ldr     r3, =HSCTLR_OFF_MASK
        bic     r2, r2, r3
        mcr     p15, 4, r2, c1, c0, 0
        isb
        ldr     r3, =stub_vectors
        mcr     p15, 4, r3, c12, c0, 0
        mov     r3, r0
        mov     r0, r1
        bx      r3
        .ltorg

        .bss
        .balign 1024
        .global stub_stacks
stub_stacks:
        .space  STUB_STACK_SIZE * MAX_CPUS

/* The hyp-stub: who owns EL2 while no hypervisor does. It uses no stack and runs with EL2's MMU off. */
#include "layout.h"

.macro  slot target, number
        .balign 0x80
        mov     x0, #\number
        b       \target
.endm

        .text

        .global install_stub
install_stub:
        adr_l   x5, stub_vectors
        msr     VBAR_EL2, x5
        isb
        ret

        .balign 0x800
        .global stub_vectors
stub_vectors:
        slot    stub_lost, 0x000
        slot    stub_lost, 0x080
        slot    stub_lost, 0x100
        slot    stub_lost, 0x180
        slot    stub_lost, 0x200
        slot    stub_lost, 0x280
        slot    stub_lost, 0x300
        slot    stub_lost, 0x380
        .balign 0x80
        b       stub_call
        slot    stub_lost, 0x480
        slot    stub_lost, 0x500
        slot    stub_lost, 0x580
        slot    stub_lost, 0x600
        slot    stub_lost, 0x680
        slot    stub_lost, 0x700
        slot    stub_lost, 0x780
        .balign 0x80

/* x0 = call number. As in Linux 4.12, the syndrome is not looked at. */
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
        br      x4                              // still at EL2
2:      cmp     x0, #HVC_RESET_VECTORS
        b.eq    3f                              // this is the stub already
        ldr     x0, =HVC_STUB_ERR
        eret
3:      mov     x0, xzr
        eret

/* An exception that nobody expects, in any vector table: say which, and stop the machine. */
        .global stub_lost
stub_lost:
        mov     x20, x0
        mrs     x21, ESR_EL2
        mrs     x22, ELR_EL2
        mrs     x23, FAR_EL2
        mrs     x5, SCTLR_EL2
        and     x5, x5, #1
        ldr     x28, =UART_PA
        ldr     x6, =HYP_VA + DEVICE_WINDOW
        madd    x28, x5, x6, x28
        adr_l   x5, lost_stack + STACK_SIZE
        b       report_lost

        .global kernel_lost
kernel_lost:
        mov     x20, x0
        mrs     x21, ESR_EL1
        mrs     x22, ELR_EL1
        mrs     x23, FAR_EL1
        adr_l   x5, lost_stack + STACK_SIZE

report_lost:
        mov     sp, x5
        step    "LOST in slot "
        say_hex x20
        say     " ESR "
        say_hex x21
        say     " ELR "
        say_hex x22
        say     " FAR "
        say_hex x23
        say     "\n"
        ldr     x0, =PSCI_SYSTEM_OFF
        smc     #0
        b       .

        .balign 0x800
        .global kernel_vectors
kernel_vectors:
        .irp    offset, 0x000, 0x080, 0x100, 0x180, 0x200, 0x280, 0x300, 0x380, 0x400, 0x480, 0x500, 0x580, 0x600, 0x680, 0x700, 0x780
        slot    kernel_lost, \offset
        .endr
        .balign 0x80

        .bss
        .balign 16
lost_stack:
        .space  STACK_SIZE

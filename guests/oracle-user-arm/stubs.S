// Entry and exit of a case. All of R0-R14 and D0-D31 belong to the case, so nothing survives it but fixed addresses.
#include "oracle.h"

    .syntax unified
    .arch   armv7-a
    .fpu    neon
    .arm
    .text
    .global _start
_start:
    mov     lr, #0
    bl      oracle_main

// void enter_case(const struct state *, uint32_t target): returns when the case ends or a signal handler redirects to leave_case.
    .global enter_case
enter_case:
    push    {r4-r11, lr}
    vpush   {d8-d15}
    ldr     r2, =host_sp
    str     sp, [r2]
    ldr     r2, =STUB_ADDRESS
    bx      r2

    .global leave_case
leave_case:
    ldr     r2, =host_sp
    ldr     sp, [r2]
    mov     r2, #0
    vmsr    fpscr, r2
    vpop    {d8-d15}
    pop     {r4-r11, pc}

// void read_vectors(struct state *): the kernel saved them before the handler ran, and none of its code uses them.
    .global read_vectors
read_vectors:
    vmrs    r1, fpscr
    str     r1, [r0, #STATE_FPSCR]
    add     r0, r0, #STATE_D
    vstmia  r0!, {d0-d15}
    vstmia  r0, {d16-d31}
    bx      lr

    .global signal_return
signal_return:
    mov     r7, #173
    svc     #0
    .ltorg

// Copied to STUB_ADDRESS. R0 is the state to start from, R1 the address of the case's code.
    .global stub_begin, stub_exit, stub_end
    .balign 8
stub_begin:
    clrex
    str     r1, 3f
    ldr     r1, [r0, #STATE_FPSCR]
    vmsr    fpscr, r1
    add     r1, r0, #STATE_D
    vldmia  r1!, {d0-d15}
    vldmia  r1, {d16-d31}
    ldr     r1, [r0, #STATE_CPSR]
    msr     apsr_nzcvqg, r1
    add     r1, r0, #8
    ldm     r1, {r2-r14}
    ldr     r1, [r0, #4]
    ldr     r0, [r0]
    ldr     pc, 3f
stub_exit:
    str     r0, 4f
    ldr     r0, 1f
    str     r1, [r0, #4]
    add     r1, r0, #8
    stm     r1, {r2-r14}
    mrs     r2, cpsr
    str     r2, [r0, #STATE_CPSR]
    ldr     r2, 4f
    str     r2, [r0]
    vmrs    r2, fpscr
    str     r2, [r0, #STATE_FPSCR]
    add     r1, r0, #STATE_D
    vstmia  r1!, {d0-d15}
    vstmia  r1, {d16-d31}
    ldr     pc, 2f
1:  .word   final_state
2:  .word   leave_case
3:  .word   0
4:  .word   0
stub_end:

    .bss
    .balign 8
host_sp:
    .word   0

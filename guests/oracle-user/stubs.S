// Entry and exit of a case. All of X0-X30, SP and V0-V31 belong to the case, so nothing survives it but TPIDR_EL0 and fixed addresses.
#include "oracle.h"

    .text
    .global _start
_start:
    mov     x29, #0
    mov     x30, #0
    bl      oracle_main

// void enter_case(const struct state *): returns when the case ends or a signal handler redirects to leave_case.
    .global enter_case
enter_case:
    stp     x29, x30, [sp, #-160]!
    stp     x19, x20, [sp, #16]
    stp     x21, x22, [sp, #32]
    stp     x23, x24, [sp, #48]
    stp     x25, x26, [sp, #64]
    stp     x27, x28, [sp, #80]
    stp     d8, d9, [sp, #96]
    stp     d10, d11, [sp, #112]
    stp     d12, d13, [sp, #128]
    stp     d14, d15, [sp, #144]
    adrp    x1, host_sp
    mov     x2, sp
    str     x2, [x1, #:lo12:host_sp]
    ldr     x1, =STUB_ADDRESS
    br      x1

    .global leave_case
leave_case:
    adrp    x1, host_sp
    ldr     x2, [x1, #:lo12:host_sp]
    mov     sp, x2
    msr     fpcr, xzr
    ldp     x19, x20, [sp, #16]
    ldp     x21, x22, [sp, #32]
    ldp     x23, x24, [sp, #48]
    ldp     x25, x26, [sp, #64]
    ldp     x27, x28, [sp, #80]
    ldp     d8, d9, [sp, #96]
    ldp     d10, d11, [sp, #112]
    ldp     d12, d13, [sp, #128]
    ldp     d14, d15, [sp, #144]
    ldp     x29, x30, [sp], #160
    ret
    .ltorg

// Copied to STUB_ADDRESS, within branch range of the case's code. X0 is the state to start from.
    .global stub_begin, stub_exit, stub_end
stub_begin:
    clrex
    msr     tpidr_el0, xzr
    ldr     w1, [x0, #STATE_NZCV]
    msr     nzcv, x1
    ldr     w1, [x0, #STATE_FPCR]
    msr     fpcr, x1
    ldr     w1, [x0, #STATE_FPSR]
    msr     fpsr, x1
    ldr     x1, [x0, #STATE_SP]
    mov     sp, x1
    add     x1, x0, #STATE_V
    ldp     q0, q1, [x1, #0]
    ldp     q2, q3, [x1, #32]
    ldp     q4, q5, [x1, #64]
    ldp     q6, q7, [x1, #96]
    ldp     q8, q9, [x1, #128]
    ldp     q10, q11, [x1, #160]
    ldp     q12, q13, [x1, #192]
    ldp     q14, q15, [x1, #224]
    ldp     q16, q17, [x1, #256]
    ldp     q18, q19, [x1, #288]
    ldp     q20, q21, [x1, #320]
    ldp     q22, q23, [x1, #352]
    ldp     q24, q25, [x1, #384]
    ldp     q26, q27, [x1, #416]
    ldp     q28, q29, [x1, #448]
    ldp     q30, q31, [x1, #480]
    ldp     x2, x3, [x0, #16]
    ldp     x4, x5, [x0, #32]
    ldp     x6, x7, [x0, #48]
    ldp     x8, x9, [x0, #64]
    ldp     x10, x11, [x0, #80]
    ldp     x12, x13, [x0, #96]
    ldp     x14, x15, [x0, #112]
    ldp     x16, x17, [x0, #128]
    ldp     x18, x19, [x0, #144]
    ldp     x20, x21, [x0, #160]
    ldp     x22, x23, [x0, #176]
    ldp     x24, x25, [x0, #192]
    ldp     x26, x27, [x0, #208]
    ldp     x28, x29, [x0, #224]
    ldr     x30, [x0, #240]
    ldp     x0, x1, [x0]
    b       stub_begin + (CODE_ADDRESS - STUB_ADDRESS)
stub_exit:
    msr     tpidr_el0, x0
    ldr     x0, 1f
    str     x1, [x0, #8]
    mrs     x1, tpidr_el0
    str     x1, [x0]
    stp     x2, x3, [x0, #16]
    stp     x4, x5, [x0, #32]
    stp     x6, x7, [x0, #48]
    stp     x8, x9, [x0, #64]
    stp     x10, x11, [x0, #80]
    stp     x12, x13, [x0, #96]
    stp     x14, x15, [x0, #112]
    stp     x16, x17, [x0, #128]
    stp     x18, x19, [x0, #144]
    stp     x20, x21, [x0, #160]
    stp     x22, x23, [x0, #176]
    stp     x24, x25, [x0, #192]
    stp     x26, x27, [x0, #208]
    stp     x28, x29, [x0, #224]
    str     x30, [x0, #240]
    mov     x1, sp
    str     x1, [x0, #STATE_SP]
    mrs     x1, nzcv
    str     w1, [x0, #STATE_NZCV]
    mrs     x1, fpcr
    str     w1, [x0, #STATE_FPCR]
    mrs     x1, fpsr
    str     w1, [x0, #STATE_FPSR]
    add     x1, x0, #STATE_V
    stp     q0, q1, [x1, #0]
    stp     q2, q3, [x1, #32]
    stp     q4, q5, [x1, #64]
    stp     q6, q7, [x1, #96]
    stp     q8, q9, [x1, #128]
    stp     q10, q11, [x1, #160]
    stp     q12, q13, [x1, #192]
    stp     q14, q15, [x1, #224]
    stp     q16, q17, [x1, #256]
    stp     q18, q19, [x1, #288]
    stp     q20, q21, [x1, #320]
    stp     q22, q23, [x1, #352]
    stp     q24, q25, [x1, #384]
    stp     q26, q27, [x1, #416]
    stp     q28, q29, [x1, #448]
    stp     q30, q31, [x1, #480]
    ldr     x1, 2f
    br      x1
    .balign 8
1:  .quad   final_state
2:  .quad   leave_case
stub_end:

    .bss
    .balign 8
host_sp:
    .quad   0

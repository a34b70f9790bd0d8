// Bare metal on QEMU's virt board: the recorder runs at EL1 and calls EL2 by HVC, so that it sees physical and virtual sides alike.
// A physical interrupt cannot be masked at EL1 while HCR_EL2 routes it to EL2: its vector closes the priority mask until the next call.
.text
.globl _start
_start:
    ldr     x0, =0x48000000
    mov     sp, x0
    msr     cptr_el2, xzr
    adr     x0, vectors
    msr     vbar_el2, x0
    mov     x0, #(1 << 31)          // HCR_EL2.RW
    orr     x0, x0, #0x18           // IMO, FMO
    msr     hcr_el2, x0
    mov     x0, #3
    msr     cnthctl_el2, x0
#if GIC == 3
    mov     x0, #0xf
    msr     S3_4_C12_C9_5, x0       // ICC_SRE_EL2
    isb
#endif
    ldr     x0, =0x30c50800
    msr     sctlr_el1, x0
    mov     x0, #0x3c5              // EL1h, all masked
    msr     spsr_el2, x0
    ldr     x0, =0x47000000
    msr     sp_el1, x0
    adr     x0, 1f
    msr     elr_el2, x0
    eret
1:  bl      main
power_off:
    ldr     x0, =0x84000008         // PSCI SYSTEM_OFF
    smc     #0
    b       .

// u64 at_el2(function, a, b)
.globl at_el2
at_el2:
    stp     x29, x30, [sp, #-16]!
    hvc     #0
    ldp     x29, x30, [sp], #16
    ret

.macro vector target
    .balign 128
    b       \target
.endm

.balign 2048
vectors:
    .rept 8
    vector  power_off
    .endr
    vector  call
    vector  interrupt
    vector  interrupt
    .rept 5
    vector  power_off
    .endr

call:
    stp     x29, x30, [sp, #-16]!
    stp     x0, x1, [sp, #-32]!
    str     x2, [sp, #16]
    bl      open_mask
    ldp     x9, x0, [sp]
    ldr     x1, [sp, #16]
    add     sp, sp, #32
    blr     x9
    ldp     x29, x30, [sp], #16
    eret

.macro each_pair operation
    \operation x0, x1, [sp]
    \operation x2, x3, [sp, #16]
    \operation x4, x5, [sp, #32]
    \operation x6, x7, [sp, #48]
    \operation x8, x9, [sp, #64]
    \operation x10, x11, [sp, #80]
    \operation x12, x13, [sp, #96]
    \operation x14, x15, [sp, #112]
    \operation x16, x17, [sp, #128]
    \operation x18, x30, [sp, #144]
.endm

interrupt:
    sub     sp, sp, #160
    each_pair stp
    bl      close_mask
    each_pair ldp
    add     sp, sp, #160
    eret

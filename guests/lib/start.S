/* The start that the small guests share: down to EL1 if need be, MMU and caches on, guest_main(device tree), power off. */

#define RAM             0x40000000
#define DEVICE_BLOCK    0x60000000000401        /* AF, XN, PXN, Attr0 */
#define MEMORY_BLOCK    0x40000000000705        /* AF, inner shareable, UXN, Attr1 */

.macro  adr_l reg, symbol
        adrp    \reg, \symbol
        add     \reg, \reg, :lo12:\symbol
.endm

        .section .head.text, "ax"
        .global image_start, entry
image_start:
        b       entry
        .long   0
        .quad   image_text_offset
        .quad   image_size
        .quad   0xa                             // little endian, 4 KB pages, placed anywhere
        .quad   0, 0, 0
        .ascii  "ARM\x64"
        .long   0

        .text
entry:
        msr     DAIFSet, #15
        mov     x20, x0                         // the device tree
        adr_l   x0, bss_start
        adr_l   x1, bss_end
1:      cmp     x0, x1
        b.hs    2f
        stp     xzr, xzr, [x0], #16
        b       1b
2:      mrs     x19, CurrentEL
        cmp     x19, #2 << 2
        b.ne    at_el1
        mov     x0, #1 << 31
        msr     HCR_EL2, x0
        mov     x0, #3
        msr     CNTHCTL_EL2, x0
        msr     CNTVOFF_EL2, xzr
        mov     x0, #0x33ff
        msr     CPTR_EL2, x0
        mrs     x0, ID_AA64PFR0_EL1
        tst     x0, #0xf << 24
        b.eq    3f
        mov     x0, #0xf                        // GIC system registers at EL1
        msr     S3_4_C12_C9_5, x0
3:      mrs     x0, MIDR_EL1
        msr     VPIDR_EL2, x0
        mrs     x0, MPIDR_EL1
        msr     VMPIDR_EL2, x0
        mov     x0, #0x3c5
        msr     SPSR_EL2, x0
        adr_l   x0, at_el1
        msr     ELR_EL2, x0
        eret

at_el1:
        msr     SPSel, #1
        adr_l   x0, stack_top
        mov     sp, x0
        adr_l   x0, vectors
        msr     VBAR_EL1, x0
        mov     x0, #3 << 20
        msr     CPACR_EL1, x0
        adr_l   x0, started_at
        str     x19, [x0]

        adr_l   x0, tables                      // 1 GB blocks: devices, RAM, and RAM again at 3 GB
        ldr     x1, =DEVICE_BLOCK
        ldr     x2, =MEMORY_BLOCK + RAM
        stp     x1, x2, [x0]
        str     x2, [x0, #24]
        dsb     sy
        msr     TTBR0_EL1, x0
        mov     x1, #0xff00                     // Attr0 Device-nGnRnE, Attr1 write-back
        msr     MAIR_EL1, x1
        ldr     x1, =0x803519                   // 39 bits, 4 KB, TTBR1 off
        mrs     x2, ID_AA64MMFR0_EL1
        bfi     x1, x2, #32, #3
        msr     TCR_EL1, x1
        isb
        tlbi    vmalle1
        dsb     nsh
        ldr     x1, =0x30d0180d                 // RES1, I, SA, C, M
        msr     SCTLR_EL1, x1
        isb
        mov     x0, x20
        bl      guest_main

        .global power_off
power_off:
        ldr     x0, =0x84000008                 // PSCI SYSTEM_OFF: by SMC where EL2 is, else by HVC
        adr_l   x1, started_at
        ldr     x1, [x1]
        cmp     x1, #2 << 2
        b.ne    1f
        smc     #0
1:      hvc     #0
        b       .

/* What C may change is saved; the handler is told nothing. */
interrupt:
        stp     x29, x30, [sp, #-176]!
        stp     x0, x1, [sp, #16]
        stp     x2, x3, [sp, #32]
        stp     x4, x5, [sp, #48]
        stp     x6, x7, [sp, #64]
        stp     x8, x9, [sp, #80]
        stp     x10, x11, [sp, #96]
        stp     x12, x13, [sp, #112]
        stp     x14, x15, [sp, #128]
        stp     x16, x17, [sp, #144]
        str     x18, [sp, #160]
        bl      guest_interrupt
        ldp     x0, x1, [sp, #16]
        ldp     x2, x3, [sp, #32]
        ldp     x4, x5, [sp, #48]
        ldp     x6, x7, [sp, #64]
        ldp     x8, x9, [sp, #80]
        ldp     x10, x11, [sp, #96]
        ldp     x12, x13, [sp, #112]
        ldp     x14, x15, [sp, #128]
        ldp     x16, x17, [sp, #144]
        ldr     x18, [sp, #160]
        ldp     x29, x30, [sp], #176
        eret

unexpected:
        mrs     x0, ESR_EL1
        mrs     x1, ELR_EL1
        mrs     x2, FAR_EL1
        bl      guest_unexpected
        b       power_off

        .weak   guest_interrupt
guest_interrupt:
        b       unexpected

        .balign 0x800
vectors:
        .irp    slot, 0, 1, 2, 3, 4
        .balign 0x80
        b       unexpected
        .endr
        .balign 0x80
        b       interrupt                       // IRQ, current EL with SP_ELx
        .irp    slot, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
        .balign 0x80
        b       unexpected
        .endr
        .balign 0x80

        .bss
        .balign 4096
tables: .space  4096
        .space  0x4000
stack_top:
started_at:
        .space  16

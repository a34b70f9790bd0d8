/* Entry, the vectors of both levels, and run(): leave for a snippet, come back with the exception that ended it. */

#define CPU_SP      (31 * 8)
#define CPU_PC      (34 * 8)
#define CPU_SLOT    (36 * 8)
#define CPU_ELR     (38 * 8)
#define CPU_HPFAR   (40 * 8)
#define CPU_EL1     (42 * 8)
#define CPU_ENTRY   (46 * 8)

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
        msr     SPSel, #1
        adr_l   x0, bss_start
        adr_l   x1, image_end
1:      cmp     x0, x1
        b.hs    2f
        str     xzr, [x0], #8
        b       1b
2:      adr_l   x0, stack_top
        mov     sp, x0
        mrs     x0, CurrentEL
        cmp     x0, #2 << 2
        b.ne    3f
        adr_l   x0, el2_vectors
        msr     VBAR_EL2, x0
        isb
        bl      probe
        ldr     x0, =0x84000008                 // PSCI SYSTEM_OFF
        smc     #0
3:      bl      no_el2
        ldr     x0, =0x84000008
        hvc     #0
        b       .

/* void run(struct cpu *): enters cpu->pstate at cpu->pc with its registers. */
        .global run
run:
        stp     x19, x20, [sp, #-96]!
        stp     x21, x22, [sp, #16]
        stp     x23, x24, [sp, #32]
        stp     x25, x26, [sp, #48]
        stp     x27, x28, [sp, #64]
        stp     x29, x30, [sp, #80]
        adr_l   x1, running
        mov     x2, sp
        stp     x0, x2, [x1]
        msr     ESR_EL1, xzr
        msr     ELR_EL1, xzr
        msr     FAR_EL1, xzr
        msr     SPSR_EL1, xzr
        msr     ESR_EL2, xzr
        msr     FAR_EL2, xzr
        msr     HPFAR_EL2, xzr
        msr     TPIDR_EL2, xzr
        ldp     x1, x2, [x0, #CPU_SP]
        msr     SP_EL0, x1
        msr     SP_EL1, x2
        ldp     x1, x2, [x0, #CPU_SP + 16]
        mov     sp, x1
        msr     ELR_EL2, x2
        ldr     x1, [x0, #CPU_PC + 8]
        msr     SPSR_EL2, x1
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
        eret

/* What every EL2 slot comes to; x0 = cpu, x1 = slot, the real x0 in TPIDR_EL2, the real x1 saved. */
came_back:
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
        mrs     x2, TPIDR_EL2
        str     x2, [x0]
        mrs     x2, SP_EL0
        mrs     x3, SP_EL1
        stp     x2, x3, [x0, #CPU_SP]
        mov     x2, sp
        str     x2, [x0, #CPU_SP + 16]
        mrs     x2, NZCV                        // PSTATE as the entry left it: nothing above writes it
        mrs     x3, DAIF
        mrs     x4, CurrentEL
        mrs     x5, SPSel
        orr     x2, x2, x3
        orr     x4, x4, x5
        orr     x2, x2, x4
        str     x2, [x0, #CPU_ENTRY]
        mrs     x2, ESR_EL2
        stp     x1, x2, [x0, #CPU_SLOT]
        mrs     x1, ELR_EL2
        mrs     x2, FAR_EL2
        stp     x1, x2, [x0, #CPU_ELR]
        mrs     x1, HPFAR_EL2
        mrs     x2, SPSR_EL2
        stp     x1, x2, [x0, #CPU_HPFAR]
        mrs     x1, ESR_EL1
        mrs     x2, ELR_EL1
        stp     x1, x2, [x0, #CPU_EL1]
        mrs     x1, FAR_EL1
        mrs     x2, SPSR_EL1
        stp     x1, x2, [x0, #CPU_EL1 + 16]
        adr_l   x1, running
        ldr     x2, [x1, #8]
        str     xzr, [x1]
        mov     sp, x2
        ldp     x21, x22, [sp, #16]
        ldp     x23, x24, [sp, #32]
        ldp     x25, x26, [sp, #48]
        ldp     x27, x28, [sp, #64]
        ldp     x29, x30, [sp, #80]
        ldp     x19, x20, [sp], #96
        ret

/* The controller itself failed: no sense in going on. */
unexpected:
        mrs     x0, ESR_EL2
        mrs     x1, ELR_EL2
        mrs     x2, FAR_EL2
        bl      lost
        ldr     x0, =0x84000008
        smc     #0

        .balign 0x800
        .global el2_vectors
el2_vectors:
        .irp    slot, 0x000, 0x080, 0x100, 0x180, 0x200, 0x280, 0x300, 0x380, 0x400, 0x480, 0x500, 0x580, 0x600, 0x680, 0x700, 0x780
        .balign 0x80
        msr     TPIDR_EL2, x0
        adr_l   x0, running
        ldr     x0, [x0]
        cbz     x0, unexpected
        str     x1, [x0, #8]
        mov     x1, #\slot
        b       came_back
        .endr
        .balign 0x80

/* Copied to a fixed address. EL2 reads EL1's syndrome itself, so that no trap can disturb it. */
        .balign 0x800
        .global el1_vectors_start, el1_vectors_end
el1_vectors_start:
        .irp    slot, 0x000, 0x080, 0x100, 0x180, 0x200, 0x280, 0x300, 0x380, 0x400, 0x480, 0x500, 0x580, 0x600, 0x680, 0x700, 0x780
        .balign 0x80
        hvc     #0x1000 + \slot
        .endr
        .balign 0x80
el1_vectors_end:

        .bss
        .balign 16
running:
        .space  16                              // the cpu, the controller's stack
        .space  0x4000
stack_top:

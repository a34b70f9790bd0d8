/* Entry in HYP, its vectors, and run(): leave for a snippet, come back with the exception that ended it. */
        .syntax unified
        .arch   armv7ve
        .arm

#define CPU_PC      16
#define CPU_CPSR    20
#define CPU_SLOT    24

        .section .head.text, "ax"
        .global entry
entry:
        cpsid   aif
        ldr     r0, =bss_start
        ldr     r1, =image_end
        mov     r2, #0
1:      cmp     r0, r1
        strlo   r2, [r0], #4
        blo     1b
        ldr     sp, =stack_top
        mrs     r0, cpsr
        and     r0, r0, #0x1f
        cmp     r0, #0x1a
        bne     2f
        ldr     r0, =hyp_vectors
        mcr     p15, 4, r0, c12, c0, 0          @ HVBAR
        isb
        bl      probe
        ldr     r0, =0x84000008                 @ PSCI SYSTEM_OFF
        smc     #0
2:      bl      no_hyp
        ldr     r0, =0x84000008
        hvc     #0
        b       .

        .text
/* void run(struct cpu *): enters cpu->cpsr at cpu->pc with r0 to r3. */
        .global run
run:
        push    {r4-r11, lr}
        ldr     r1, =running
        mov     r2, sp
        stm     r1, {r0, r2}
        mov     r1, #0
        mcr     p15, 0, r1, c5, c0, 0           @ DFSR
        mcr     p15, 0, r1, c5, c0, 1           @ IFSR
        mcr     p15, 0, r1, c6, c0, 0           @ DFAR
        mcr     p15, 0, r1, c6, c0, 2           @ IFAR
        mcr     p15, 4, r1, c5, c2, 0           @ HSR
        mcr     p15, 4, r1, c6, c0, 0           @ HDFAR
        mcr     p15, 4, r1, c6, c0, 2           @ HIFAR
        mcr     p15, 4, r1, c6, c0, 4           @ HPFAR
        ldr     r1, [r0, #CPU_PC]
        msr     elr_hyp, r1
        ldr     r1, [r0, #CPU_CPSR]
        msr     spsr_cxsf, r1
        ldm     r0, {r0-r3}
        eret

/* What every slot comes to; r0 to r3 are on the stack, r1 = slot. */
came_back:
        ldr     r0, =running
        ldr     r0, [r0]
        cmp     r0, #0
        beq     unexpected
        pop     {r4-r7}
        stm     r0!, {r4-r7}
        add     r0, r0, #CPU_SLOT - 16
        mrc     p15, 4, r2, c5, c2, 0           @ HSR
        mrs     r3, elr_hyp
        mrc     p15, 4, r4, c6, c0, 0           @ HDFAR
        mrc     p15, 4, r5, c6, c0, 2           @ HIFAR
        mrc     p15, 4, r6, c6, c0, 4           @ HPFAR
        mrc     p15, 0, r7, c5, c0, 0           @ DFSR
        mrc     p15, 0, r8, c5, c0, 1           @ IFSR
        mrc     p15, 0, r9, c6, c0, 0           @ DFAR
        mrc     p15, 0, r10, c6, c0, 2          @ IFAR
        stm     r0, {r1-r10}
        ldr     r1, =running
        ldr     sp, [r1, #4]
        mov     r2, #0
        str     r2, [r1]
        pop     {r4-r11, pc}

/* The controller itself failed: no sense in going on. */
unexpected:
        mrc     p15, 4, r0, c5, c2, 0
        mrs     r1, elr_hyp
        bl      lost
        ldr     r0, =0x84000008
        smc     #0

        .balign 32
hyp_vectors:
        .irp    slot, 0x00, 0x04, 0x08, 0x0c, 0x10, 0x14, 0x18, 0x1c
        b       slot_\slot
        .endr
        .irp    slot, 0x00, 0x04, 0x08, 0x0c, 0x10, 0x14, 0x18, 0x1c
slot_\slot:
        push    {r0-r3}
        mov     r1, #\slot
        b       came_back
        .endr

/* Copied to fixed addresses. */
        .global vectors_start, vectors_end, snippets_start, snippets_end
        .global snippet_read, snippet_write, snippet_execute, snippet_at, snippet_end
vectors_start:
        .irp    slot, 0x00, 0x04, 0x08, 0x0c, 0x10, 0x14, 0x18, 0x1c
        hvc     #0x1000 + \slot
        .endr
vectors_end:
snippets_start:
snippet_read:
        ldr     r1, [r0]
        svc     #0xe0d
snippet_write:
        str     r1, [r0]
        svc     #0xe0d
snippet_execute:
        bx      r0
snippet_end:
        svc     #0xe0d
        .irp    opc1, 0, 4
        .irp    opc2, 0, 1, 2, 3, 4, 5, 6, 7
        .if     \opc1 == 0 || \opc2 < 2
snippet_at_\opc1\()_\opc2:
        mcr     p15, \opc1, r0, c7, c8, \opc2
        isb
        mrrc    p15, 0, r2, r3, c7              @ PAR
        svc     #0xe0d
        .endif
        .endr
        .endr
        .equ    snippet_at, snippet_at_0_0
snippets_end:

        .bss
        .balign 8
running:
        .space  8                               @ the cpu, the controller's stack
        .space  0x4000
stack_top:

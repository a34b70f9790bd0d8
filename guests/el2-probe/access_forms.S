/* Every way to touch memory at x0 that a syndrome or an alignment rule tells apart. */

.macro  form text:vararg
        .pushsection .rodata.names, "a"
8000:   .asciz  "\text"
        .popsection
        .quad   8000b
        \text
        .word   0
.endm

        .section .rodata
        .balign 8
        .global access_forms
access_forms:
        form    ldrb w3, [x0]
        form    ldrsb w4, [x0]
        form    ldrsb x5, [x0]
        form    ldrh w6, [x0]
        form    ldrsh x7, [x0]
        form    ldr w8, [x0]
        form    ldrsw x9, [x0]
        form    ldr x10, [x0]
        form    ldr x10, [x1, x2]
        form    ldr xzr, [x0]
        form    ldr x11, [x0], 8
        form    ldr x11, [x0, 8]!
        form    ldur x12, [x0, 1]
        form    ldtr x13, [x0]
        form    ldtrb w13, [x0]
        form    strb w14, [x0]
        form    strh w15, [x0]
        form    str w16, [x0]
        form    str x17, [x0]
        form    str xzr, [x0]
        form    str x30, [x0], -8
        form    sttr x18, [x0]
        form    ldp x19, x20, [x0]
        form    ldp w19, w20, [x0]
        form    ldpsw x19, x20, [x0]
        form    stp x21, x22, [x0]
        form    stp x21, x22, [x0, -16]!
        form    ldnp x23, x24, [x0]
        form    ldar w25, [x0]
        form    ldar x25, [x0]
        form    ldarb w25, [x0]
        form    stlr x26, [x0]
        form    stlrh w26, [x0]
        form    ldxr x27, [x0]
        form    ldxrb w27, [x0]
        form    ldaxr w27, [x0]
        form    ldxp x27, x28, [x0]
        form    stxr w3, x28, [x0]
        form    stlxr w3, w28, [x0]
        form    stxp w3, x27, x28, [x0]
        form    ldr b0, [x0]
        form    ldr h0, [x0]
        form    ldr s0, [x0]
        form    ldr d0, [x0]
        form    ldr q0, [x0]
        form    str q0, [x0]
        form    ldp q0, q1, [x0]
        form    stp d0, d1, [x0]
        form    ld1 {v0.16b}, [x0]
        form    ld1 {v0.b}[3], [x0]
        form    ld1r {v0.2d}, [x0]
        form    ld4 {v0.4s-v3.4s}, [x0]
        form    st1 {v0.8h, v1.8h}, [x0]
        form    st2 {v0.d, v1.d}[1], [x0]
        form    prfm pldl1keep, [x0]
        form    dc zva, x0
        form    dc cvac, x0
        form    dc cvau, x0
        form    dc civac, x0
        form    dc ivac, x0
        form    ic ivau, x0
        .quad   0, 0

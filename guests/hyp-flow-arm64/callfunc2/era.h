/* HVC_CALL_FUNC carried to its end (docs/design/hvc-call-func.md): every owner of EL2 calls a function of the kernel image. */
#define HVC_SET_VECTORS   0
#define HVC_SOFT_RESTART  1
#define HVC_RESET_VECTORS 2
#define HVC_CALL_FUNC     3
#define HVC_STUB_NR       4
#define HVC_STUB_ERR      0xbadca11

#define RUN_STUB_CALLS
#define RUN_CALL_FUNC
#define OWN_INIT
#define INIT_SCTLR      0x30c5183d
#define STUB_HAS_STACK
#define STUB_STACK_SIZE 1024

/* The status is in x0, the function's result in x1. */
#define HYP_CALL(function, ...) CALL(HVC_CALL_FUNC, virtual(function), ##__VA_ARGS__)
#define HYP_RESULT      result(1)

#ifdef __ASSEMBLER__
/* reg = the top of this CPU's stub stack. */
.macro  stub_stack reg, scratch
        mrs     \reg, MPIDR_EL1
        and     \reg, \reg, #0xff
        ldr     \scratch, =stub_stacks + STUB_STACK_SIZE
        add     \reg, \scratch, \reg, lsl #10
.endm

/* x1 = the function's image VA, x2-x6 = its arguments. An owner of EL2 gives the address of offset zero of its own view in x7.
 * The function sees AAPCS64 and x5 = the frame { x29, x30 of the host }: to return is to give x0 back in x1; never to return is
 * to own EL2 from then on, and the host's x30 is in the frame. */
.macro  call_function
        ldr     x8, =VA_OFFSET + image_start
        cmp     x1, x8
        b.lo    8f
        ldr     x8, =VA_OFFSET + image_end
        cmp     x1, x8
        b.hs    8f
        stp     x29, x30, [sp, #-16]!
        ldr     x8, =VA_OFFSET
        sub     x8, x1, x8
        add     x7, x7, x8
        mov     x0, x2
        mov     x1, x3
        mov     x2, x4
        mov     x3, x5
        mov     x4, x6
        mov     x5, sp
        blr     x7
        mov     x1, x0
        mov     x0, xzr
        ldp     x29, x30, [sp], #16
        eret
8:      ldr     x0, =HVC_STUB_ERR
        eret
.endm
#endif

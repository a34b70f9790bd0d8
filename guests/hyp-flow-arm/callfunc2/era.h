/* HVC_CALL_FUNC carried to its end (docs/design/hvc-call-func.md), in the registers that 32 bits have. */
#define HVC_SET_VECTORS   0
#define HVC_SOFT_RESTART  1
#define HVC_RESET_VECTORS 2
#define HVC_CALL_FUNC     3
#define HVC_STUB_NR       4
#define HVC_STUB_ERR      0xbadca11

#define RUN_STUB_CALLS
#define RUN_CALL_FUNC
#define OWN_INIT
#define STUB_HAS_STACK
#define STUB_STACK_SIZE 1024

/* The status is in r0, the function's result in r1. */
#define HYP_CALL(function, ...) CALL(HVC_CALL_FUNC, virtual(function), ##__VA_ARGS__)
#define HYP_RESULT      result(1)

#ifdef __ASSEMBLER__
/* reg = the top of this CPU's stub stack. */
.macro  stub_stack reg, scratch
        mrc     p15, 0, \reg, c0, c0, 5         // MPIDR
        and     \reg, \reg, #0xff
        add     \reg, \reg, #1
        ldr     \scratch, =stub_stacks
        add     \reg, \scratch, \reg, lsl #10
.endm

/* r1 = the function's image VA, r2 and r3 = its arguments; ip = the owner's view of the image less the image's VA. The
 * function sees AAPCS: r0 and r1 are its arguments, r2 the frame { scratch, LR_usr of the host }. To return is to give r0 back
 * in r1; never to return is to own HYP from then on, and the host's LR_usr is in the frame. */
.macro  call_function
        push    {r0, lr}                        // the call's number is known: its word is free
        ldr     lr, =VA_OFFSET + image_start
        cmp     r1, lr
        blo     8f
        ldr     lr, =VA_OFFSET + image_end
        cmp     r1, lr
        bhs     8f
        add     ip, r1, ip
        mov     r0, r2
        mov     r1, r3
        mov     r2, sp
        blx     ip
        mov     r1, r0
        mov     r0, #0
        pop     {ip, lr}
        eret
8:      ldr     r0, =HVC_STUB_ERR
        pop     {ip, lr}
        eret
.endm
#endif

#include "kernel.h"
#include "era.h"

extern char func_sum[], func_pc[], func_sp[], func_restart[], stub_stacks[], image_end[];

/* An ordinary function with ordinary calls in it: it wants a stack, and has one. */
__attribute__((noinline, optimize("no-optimize-sibling-calls"))) word func_fibonacci(word n)
{
    word less;
    if (n < 2)
        return n;
    less = func_fibonacci(n - 1);
    asm volatile("" : "+r"(less));
    return less + func_fibonacci(n - 2);
}

void check_arrival(const struct arrival *arrival, int boot)
{
    check("VBAR_EL2 is the stub", arrival->vbar_el2, (word)stub_vectors);
    check("argument 0", arrival->x[0], MAGIC_0 + boot - 1);
    check("argument 1", arrival->x[1], MAGIC_1);
    check("argument 2", arrival->x[2], MAGIC_2);
}

/* What holds for the call whoever owns EL2; view = the address of the image's first byte there, stack = the owner's top. */
static void function_calls(const char *owner, word view, word stack)
{
    note(owner);
    CALL(HVC_CALL_FUNC, virtual(func_sum), 1, 0x20, 0x300, 0x4000, 0x50000);
    check("- CALL_FUNC(sum)", result(0), 0);
    check("- result", result(1), 0x54321);
    check("- x29 is EL1's", result(29), 0xc0de0000 + 29);
    check("- x30 is EL1's", result(30), 0xc0de0000 + 30);
    CALL(HVC_CALL_FUNC, virtual(func_pc));
    check("- it runs in the owner's view", result(1), physical(func_pc) + view);
    CALL(HVC_CALL_FUNC, virtual(func_sp));
    check("- on the owner's stack, below its top", result(1), stack - 16);
    CALL(HVC_CALL_FUNC, virtual(func_fibonacci), 10);
    check("- CALL_FUNC(fibonacci, 10)", result(1), 55);
    CALL(HVC_CALL_FUNC, virtual(func_sp));
    check("- the stack is where it was", result(1), stack - 16);
    CALL(HVC_CALL_FUNC, 0x1000);
    check("- CALL_FUNC of what is not in the image", result(0), HVC_STUB_ERR);
    CALL(HVC_CALL_FUNC, virtual(image_end));
    check("- or just behind it", result(0), HVC_STUB_ERR);
    CALL(HVC_STUB_NR);
    expect("- unknown call 4", HVC_STUB_ERR, 0);
}

static word stub_stack_top(void)
{
    return physical(stub_stacks) + (cpu_number() + 1) * STUB_STACK_SIZE;
}

static void start_hypervisor(void)
{
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, 0);
    CALL(HVC_CALL_FUNC, virtual(hyp_init), physical(hyp_pgd), hyp_stack(), hyp_address(hyp_vectors));
    check("stub: CALL_FUNC(init), which does not return", result(0), 0);
    check("- x29 is EL1's", result(29), 0xc0de0000 + 29);
    check("- x30 is EL1's", result(30), 0xc0de0000 + 30);
    HYP_CALL(hyp_init_stage2);
    check("hyp: VTCR_EL2 less PS", HYP_RESULT & ~0x70000ul, VTCR_EL2_VALUE);
}

void flow(int kind, int boot)
{
    if (boot == 1 && kind != BOOT_SPIN)
    {
        function_calls("stub:", 0, stub_stack_top());
        note("stub: SOFT_RESTART");
        soft_restart(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2, 0);
    }
    if (boot == 5)
    {
        if (cpu_number() == 0)
            start_secondaries();
        return;
    }
    if (boot == 2)
    {
        note("stub: CALL_FUNC(restart)");
        soft_restart(HVC_CALL_FUNC, virtual(func_restart), physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2);
    }
    start_hypervisor();
    check_hypervisor(INIT_SCTLR, hyp_pgd);
    function_calls("hyp:", HYP_OFFSET, hyp_stack());
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("hyp: SET_VECTORS is the stub's alone", HVC_STUB_ERR, X(5) | X(6));
    CALL(HVC_RESET_VECTORS);
    expect("hyp: RESET_VECTORS", 0, X(5) | X(6));
    CALL(HVC_CALL_FUNC, virtual(func_sp));
    check("stub: its stack is back", result(1), stub_stack_top() - 16);
    if (kind == BOOT_SPIN)
        return;
    start_hypervisor();
    if (boot == 3)
    {
        note("hyp: SOFT_RESTART");
        soft_restart(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2, 0);
    }
    note("hyp: CALL_FUNC(restart)");
    soft_restart(HVC_CALL_FUNC, virtual(func_restart), physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2);
}

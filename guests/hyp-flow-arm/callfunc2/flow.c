#include "kernel.h"
#include "era.h"

extern char func_sum[], func_pc[], func_sp[], func_restart[], hyp_init_tables[], hyp_init_enable[], stub_stacks[], image_end[];

/* An ordinary Thumb function with ordinary calls in it: it wants a stack, and has one. */
__attribute__((noinline)) word func_fibonacci(word n)
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
    check("HVBAR is the stub", arrival->hvbar, (word)stub_vectors);
    check("in Thumb", arrival->thumb, boot == 2);
    if (boot == 3 || boot == 5)
        check("argument", arrival->r[0], MAGIC_1);
}

/* What holds for the call whoever owns HYP; offset = kernel's addresses less the owner's, stack = the owner's top. */
static void function_calls(const char *owner, word offset, word stack)
{
    note(owner);
    CALL(HVC_CALL_FUNC, virtual(func_sum), 0x4000, 0x321);
    check("- CALL_FUNC(sum)", result(0), 0);
    check("- result", result(1), 0x4321);
    check("- LR_usr is the host's", result(LR_USR), 0xc0de0000 + LR_USR);
    CALL(HVC_CALL_FUNC, virtual(func_pc));
    check("- it runs in the owner's view", result(1), virtual(func_pc) - offset);
    CALL(HVC_CALL_FUNC, virtual(func_sp));
    check("- on the owner's stack, below its top", result(1), stack - 8);
    CALL(HVC_CALL_FUNC, virtual(func_fibonacci), 10);
    check("- CALL_FUNC(fibonacci, 10), which is Thumb", result(1), 55);
    CALL(HVC_CALL_FUNC, virtual(func_sp));
    check("- the stack is where it was", result(1), stack - 8);
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
    CALL(HVC_CALL_FUNC, virtual(hyp_init_tables), physical(hyp_pgd), 0);
    check("stub: CALL_FUNC(init of the tables), which returns", result(0), 0);
    CALL(HVC_CALL_FUNC, virtual(hyp_init_enable), hyp_stack(), virtual(hyp_vectors));
    check("stub: CALL_FUNC(init of the rest), which does not", result(0), 0);
    check("- LR_usr is the host's", result(LR_USR), 0xc0de0000 + LR_USR);
    HYP_CALL(hyp_init_stage2);
    check("hyp: init of stage 2, VTCR", HYP_RESULT & VTCR_MASK, VTCR_VALUE);
}

void flow(int kind, int boot)
{
    if (boot == 1 && kind != BOOT_SPIN)
    {
        function_calls("stub:", VA_OFFSET, stub_stack_top());
        note("stub: SOFT_RESTART in Thumb");
        soft_restart(HVC_SOFT_RESTART, physical(restart_entry_thumb) | 1, MAGIC_2, MAGIC_3);
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
        soft_restart(HVC_CALL_FUNC, virtual(func_restart), physical(restart_entry), MAGIC_1);
    }
    start_hypervisor();
    check_hypervisor(0x1005, hyp_pgd);
    HYP_CALL(hyp_weigh, 1, 2);
    check("hyp: weigh(1, 2)", HYP_RESULT, 5);
    function_calls("hyp:", 0, hyp_stack());
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("hyp: SET_VECTORS is the stub's alone", HVC_STUB_ERR, R(12));
    CALL(HVC_RESET_VECTORS);
    expect("hyp: RESET_VECTORS", 0, R(1) | R(12));
    CALL(HVC_CALL_FUNC, virtual(func_sp));
    check("stub: its stack is back", result(1), stub_stack_top() - 8);
    if (kind == BOOT_SPIN)
        return;
    start_hypervisor();
    if (boot == 3)
    {
        note("hyp: SOFT_RESTART");
        soft_restart(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_2, MAGIC_3);
    }
    note("hyp: CALL_FUNC(restart)");
    soft_restart(HVC_CALL_FUNC, virtual(func_restart), physical(restart_entry), MAGIC_1);
}

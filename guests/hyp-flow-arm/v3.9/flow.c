#include "kernel.h"
#include "era.h"

extern char other_vectors[], reentry_vectors[], tool_restart[];

#define GET ((word)-1)

void check_arrival(const struct arrival *arrival, int boot)
{
    (void)boot;
    check("HVBAR is the reentry table", arrival->hvbar, (word)reentry_vectors);
}

static void stub_calls(void)
{
    CALL(GET);
    expect("stub: get", physical(stub_vectors), 0);
    CALL(physical(other_vectors));
    expect("stub: set(other)", physical(other_vectors), 0);
    CALL(GET);
    expect("stub: get", physical(other_vectors), 0);
    CALL(physical(stub_vectors));
    expect("stub: set(stub)", physical(stub_vectors), 0);
}

static void common(const void *pgd)
{
    check_hypervisor(0x1007, pgd);
    HYP_CALL(hyp_weigh, 1, 2, 3);
    expect("hyp: weigh(1, 2, 3)", 0x11, R(1) | R(2));
    CALL(GET);
    expect("hyp: get is answered by the hypervisor", virtual(hyp_vectors), 0);
    CALL(physical(stub_vectors));
    expect_panic("hyp: set(stub) is taken for a function", physical(stub_vectors));
    CALL(GET);
    expect("hyp: get, after the panic", virtual(hyp_vectors), 0);
}

static void one_call(void)
{
    CALL(physical(early_init_vectors));
    expect("stub: set(3.9's init)", physical(early_init_vectors), 0);
    CALL(physical(hyp_pgd), 0, hyp_stack(), virtual(hyp_vectors));
    check("init: one call, r2 stays", result(2), hyp_stack());
    check("- r3 stays", result(3), virtual(hyp_vectors));
    common(hyp_pgd);
}

static void two_calls(void)
{
    CALL(GET);
    expect("stub: get, to see whose HYP it is", physical(stub_vectors), 0);
    CALL(physical(init_vectors));
    expect("stub: set(3.10's init)", physical(init_vectors), 0);
    CALL(0, 0, physical(hyp_boot_pgd), 0);
    expect("init: phase 1", 0, R(2) | R(3) | R(12));
    CALL(hyp_stack(), virtual(hyp_vectors), physical(hyp_runtime_pgd), 0);
    expect("init: phase 2", TRAMPOLINE_VA | (result(1) & 0xfff), R(1));
    common(hyp_runtime_pgd);
}


/* The tool goes on in HYP without SVC's MMU being off: that is done first, from the identity view. */
static void tool(word function)
{
    note("hyp: this guest's own tool, back to HYP");
    soft_restart(function, physical(hyp_boot_pgd), physical(reentry_vectors), physical(restart_entry));
}

void flow(int kind, int boot)
{
    if (kind == BOOT_AT_SVC)
    {
        check("HYP mode available", hyp_mode_available(), 0);
        CALL(GET);
        expect("stale hypervisor: get", virtual(hyp_vectors), 0);
        return;
    }
    if (boot == 1 && kind != BOOT_SPIN)
    {
        stub_calls();
        CALL(physical(reentry_vectors));
        expect("stub: set(reentry)", physical(reentry_vectors), 0);
        note("bare HVC");
        soft_restart(0, 0, 0, 0);
    }
    if (boot == 2)
    {
        one_call();
        tool(physical(tool_restart));
    }
    two_calls();
    if (cpu_number() != 0)
        return;
    start_secondaries();
    note("no teardown in this era: restart in SVC");
    svc_restart(physical(svc_entry));
}

#include "kernel.h"
#include "era.h"

extern char func_sum[], func_state[];

void check_arrival(const struct arrival *arrival, int boot)
{
    check("VBAR_EL2 is the stub", arrival->vbar_el2, (word)stub_vectors);
    if (boot == 2)
        check("argument 0", arrival->x[0], MAGIC_0 + boot - 1);
    else
        check("defect: argument 0 is lost on the way through the hypervisor", arrival->x[0], 0);
    check("argument 1", arrival->x[1], MAGIC_1);
    check("argument 2", arrival->x[2], MAGIC_2);
}

static void stub_calls(void)
{
    CALL(0x7f);
    expect("stub: unknown call 7f", HVC_STUB_ERR, 0);
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, 0);
    CALL(HVC_CALL_FUNC, virtual(func_sum), 1, 0x20, 0x300, 0x4000, 0x50000);
    expect("stub: CALL_FUNC(sum)", 0x54321, X(1) | X(2) | X(3) | X(4) | X(6) | X(7));
    check("- x1 is argument 1", result(1), 0x20);
    check("- x4 is argument 4", result(4), 0x50000);
    check("- x5 is argument 3 again", result(5), 0x4000);
    check("- x6 is kimage_voffset", result(6), VA_OFFSET);
    check("- x7 is the function's PA", result(7), physical(func_sum));
    CALL(HVC_CALL_FUNC, virtual(func_state));
    check("stub: CALL_FUNC(state), CurrentEL", result(0) >> 2, 2);
    check("- DAIF", result(1), 0x3c0);
    check("- SPSR_EL2 less flags", result(2) & 0x0ffffffful, SPSR_EL1H_DAIF);
    check("- SCTLR_EL2", result(3), SCTLR_EL2_RES1);
    check("- x30 is EL1's", result(30), 0xc0de0000 + 30);
}

static void start_hypervisor(void)
{
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, 0);
    CALL(HVC_CALL_FUNC, virtual(hyp_init), physical(hyp_pgd), hyp_stack(), hyp_address(hyp_vectors), 0x100 + cpu_number());
    expect_value("stub: CALL_FUNC(init) leaves the table's address", physical(hyp_pgd));
    HYP_CALL(hyp_init_stage2);
    check("hyp: VTCR_EL2 less PS", result(0) & ~0x70000ul, VTCR_EL2_VALUE);
    HYP_CALL(hyp_read_TPIDR_EL2);
    expect_value("hyp: TPIDR_EL2", 0x100 + cpu_number());
}

static void reset_hypervisor(void)
{
    CALL(HVC_RESET_VECTORS);
    expect("hyp: RESET_VECTORS", 0, X(5) | X(6));
    CALL(0x7f);
    expect("stub: unknown call 7f", HVC_STUB_ERR, 0);
}

void flow(int kind, int boot)
{
    if (boot == 1 && kind != BOOT_SPIN)
    {
        stub_calls();
        note("stub: SOFT_RESTART");
        soft_restart(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2, 0);
    }
    if (boot == 3)
    {
        if (cpu_number() == 0)
            start_secondaries();
        return;
    }
    start_hypervisor();
    check_hypervisor(INIT_SCTLR, hyp_pgd);
    CALL(HVC_CALL_FUNC, virtual(func_sum), 1, 2, 3, 4, 5);
    expect("hyp: CALL_FUNC is unknown here", HVC_STUB_ERR, X(5) | X(6));
    CALL(HVC_STUB_NR);
    expect_panic("hyp: unknown call 3 is taken for a function", HVC_STUB_NR);
    reset_hypervisor();
    if (kind == BOOT_SPIN)
        return;
    start_hypervisor();
    note("hyp: SOFT_RESTART");
    soft_restart(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2, 0);
}

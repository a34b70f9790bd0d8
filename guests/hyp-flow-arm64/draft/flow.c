#include "kernel.h"
#include "era.h"

extern char other_vectors[];

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
    CALL(HVC_GET_VECTORS);
    expect("stub: GET_VECTORS, defect: x30 is lost", physical(stub_vectors), X(30));
    check("- x30 is ESR_EL2.EC", result(30), EC_HVC64);
    CALL(HVC_SET_VECTORS, physical(other_vectors));
    expect("stub: SET_VECTORS(other) leaves its number", HVC_SET_VECTORS, X(30));
    CALL(HVC_GET_VECTORS);
    expect("stub: GET_VECTORS", physical(other_vectors), X(30));
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("stub: SET_VECTORS(stub)", HVC_SET_VECTORS, X(30));
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, X(30));
    CALL(0x7f);
    expect("stub: unknown call 7f: hyp gone", HVC_STUB_ERR, X(30));
    CALL(HVC_SET_VECTORS, physical(init_vectors));
    expect("stub: SET_VECTORS(init)", HVC_SET_VECTORS, X(30));
    CALL(HVC_GET_VECTORS);
    expect("init: GET_VECTORS", HVC_STUB_ERR, 0);
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("init: SET_VECTORS", HVC_STUB_ERR, 0);
    CALL(HVC_RESET_VECTORS);
    expect("init: RESET_VECTORS", 0, X(5) | X(6));
    CALL(HVC_GET_VECTORS);
    expect("stub: GET_VECTORS", physical(stub_vectors), X(30));
}

static void start_hypervisor(void)
{
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, X(30));
    CALL(HVC_SET_VECTORS, physical(init_vectors));
    expect("stub: SET_VECTORS(init)", HVC_SET_VECTORS, X(30));
    CALL(physical(hyp_pgd), hyp_stack(), hyp_address(hyp_vectors), 0x100 + cpu_number());
    expect("init: x0 stays", physical(hyp_pgd), X(4) | X(5));
    HYP_CALL(hyp_init_stage2);
    check("hyp: VTCR_EL2 less PS", result(0) & ~0x70000ul, VTCR_EL2_VALUE);
    HYP_CALL(hyp_read_TPIDR_EL2);
    expect_value("hyp: TPIDR_EL2", 0x100 + cpu_number());
}

static void reset_hypervisor(void)
{
    CALL(HVC_RESET_VECTORS);
    expect("hyp: RESET_VECTORS", 0, X(5) | X(6));
    CALL(HVC_GET_VECTORS);
    expect("stub: GET_VECTORS", physical(stub_vectors), X(30));
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
    CALL(HVC_GET_VECTORS);
    expect("hyp: GET_VECTORS", HVC_STUB_ERR, X(5) | X(6));
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("hyp: SET_VECTORS", HVC_STUB_ERR, X(5) | X(6));
    CALL(HVC_STUB_NR + 1);
    expect_panic("hyp: unknown call 5 is taken for a function", HVC_STUB_NR + 1);
    reset_hypervisor();
    if (kind == BOOT_SPIN)
        return;
    start_hypervisor();
    note("hyp: SOFT_RESTART");
    soft_restart(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2, 0);
}

#include "kernel.h"
#include "era.h"

extern char other_vectors[];

void check_arrival(const struct arrival *arrival, int boot)
{
    check("HVBAR is the stub", arrival->hvbar, (word)stub_vectors);
    check(boot == 2 ? "r0 is the call's number still" : "r0 is RESET_VECTORS' result", arrival->r[0], boot == 2 ? HVC_SOFT_RESTART : 0);
    check("in Thumb", arrival->thumb, boot == 2);
}

static void stub_calls(void)
{
    CALL(HVC_GET_VECTORS);
    expect("stub: GET_VECTORS", physical(stub_vectors), 0);
    CALL(HVC_SET_VECTORS, physical(other_vectors));
    expect("stub: SET_VECTORS(other) leaves its number", HVC_SET_VECTORS, 0);
    CALL(HVC_GET_VECTORS);
    expect("stub: GET_VECTORS", physical(other_vectors), 0);
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("stub: SET_VECTORS(stub)", HVC_SET_VECTORS, 0);
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, 0);
    CALL(0x7f);
    expect("stub: unknown call 7f", HVC_STUB_ERR, 0);
    CALL(HVC_SET_VECTORS, physical(init_vectors));
    expect("stub: SET_VECTORS(init)", HVC_SET_VECTORS, 0);
    CALL(HVC_GET_VECTORS);
    expect("init: GET_VECTORS", HVC_STUB_ERR, 0);
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("init: SET_VECTORS", HVC_STUB_ERR, 0);
    CALL(HVC_RESET_VECTORS);
    expect("init: RESET_VECTORS", 0, R(1));
    CALL(HVC_GET_VECTORS);
    expect("stub: GET_VECTORS", physical(stub_vectors), 0);
}

static void start_hypervisor(void)
{
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, 0);
    CALL(HVC_SET_VECTORS, physical(init_vectors));
    expect("stub: SET_VECTORS(init)", HVC_SET_VECTORS, 0);
    CALL(hyp_stack(), virtual(hyp_vectors), physical(hyp_pgd), 0);
    expect("init: r0 stays", hyp_stack(), R(2) | R(3) | R(12));
    HYP_CALL(hyp_init_stage2);
    check("hyp: init of stage 2, VTCR", result(0) & VTCR_MASK, VTCR_VALUE);
}

static void reset_hypervisor(void)
{
    CALL(HVC_RESET_VECTORS);
    expect("hyp: RESET_VECTORS", 0, R(1) | R(12));
    CALL(HVC_GET_VECTORS);
    expect("stub: GET_VECTORS", physical(stub_vectors), 0);
}

void flow(int kind, int boot)
{
    if (boot == 1 && kind != BOOT_SPIN)
    {
        stub_calls();
        note("stub: SOFT_RESTART in Thumb");
        soft_restart(HVC_SOFT_RESTART, physical(restart_entry_thumb) | 1, MAGIC_2, MAGIC_3);
    }
    if (boot == 3)
    {
        if (cpu_number() == 0)
            start_secondaries();
        return;
    }
    start_hypervisor();
    check_hypervisor(0x1005, hyp_pgd);
    HYP_CALL(hyp_weigh, 1, 2, 3);
    expect("hyp: weigh(1, 2, 3)", 0x11, R(1) | R(2));
    CALL(HVC_GET_VECTORS);
    expect("hyp: GET_VECTORS", HVC_STUB_ERR, R(12));
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("hyp: SET_VECTORS", HVC_STUB_ERR, R(12));
    CALL(HVC_STUB_NR);
    expect_panic("hyp: unknown call 4 is taken for a function", HVC_STUB_NR);
    reset_hypervisor();
    if (kind == BOOT_SPIN)
        return;
    start_hypervisor();
    note("hyp: SOFT_RESTART");
    soft_restart(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_2, MAGIC_3);
}

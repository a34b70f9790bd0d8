#include "kernel.h"
#include "era.h"

extern char other_vectors[], reentry_vectors[];

void check_arrival(const struct arrival *arrival, int boot)
{
    (void)boot;
    check("VBAR_EL2 is the reentry table", arrival->vbar_el2, (word)reentry_vectors);
}

static void stub_calls(void)
{
    CALL(0);
    expect("stub: get", physical(stub_vectors), X(1));
    check("- x1 is ESR_EL2.EC", result(1), EC_HVC64);
    CALL(physical(other_vectors));
    expect("stub: set(other)", physical(other_vectors), X(1));
    CALL(0);
    expect("stub: get", physical(other_vectors), X(1));
    CALL(physical(stub_vectors));
    expect("stub: set(stub)", physical(stub_vectors), X(1));
}

static void hypervisor(void)
{
    CALL(0);
    expect("stub: get, to see whose EL2 it is", physical(stub_vectors), X(1));
    CALL(physical(init_vectors));
    expect("stub: set(init)", physical(init_vectors), X(1));
    CALL(physical(hyp_boot_pgd), physical(hyp_pgd), hyp_stack(), hyp_address(hyp_vectors));
    expect("init: x0 stays", physical(hyp_boot_pgd), X(4) | X(5));
    check_hypervisor(INIT_SCTLR, hyp_pgd);
    HYP_CALL(hyp_read_VTCR_EL2);
    check("hyp: VTCR_EL2 less PS", result(0) & ~0x70000ul, VTCR_EL2_VALUE);
    CALL(0);
    expect("hyp: get is answered by the hypervisor", hyp_address(hyp_vectors), 0);
    CALL(physical(stub_vectors));
    expect_panic("hyp: set(stub) is taken for a function", physical(stub_vectors));
    CALL(0);
    expect("hyp: get, after the panic", hyp_address(hyp_vectors), 0);
}

void flow(int kind, int boot)
{
    if (kind == BOOT_AT_EL1)
    {
        /* Only EL1 is left, and EL2 belongs to the kernel before. */
        check("HYP mode available", hyp_mode_available(), 0);
        check("defect: a record of EL1 alone looks like a mismatch", hyp_mode_mismatched(), 1);
        CALL(0);
        expect("stale hypervisor: get", hyp_address(hyp_vectors), 0);
        return;
    }
    if (kind == BOOT_SPIN)
    {
        hypervisor();
        return;
    }
    if (boot == 1)
    {
        stub_calls();
        CALL(physical(reentry_vectors));
        expect("stub: set(reentry)", physical(reentry_vectors), X(1));
        note("bare HVC");
        soft_restart(0, 0, 0, 0, 0, 0);
    }
    hypervisor();
    if (cpu_number() != 0)
        return;
    start_secondaries();
    note("no teardown in this era: restart at EL1");
    el1_restart(physical(el1_entry));
}

/* The shortest life that keeps every rule: stub, hypervisor, reset, restart by the stub, restart through the hypervisor, a second
 * CPU if there is one. BREAK_rule, of which at most one is defined, breaks that rule and no other on its way. */
#include "kernel.h"
#include "era.h"

extern char empty_vectors[], illegal_vectors[], stray_payload[], hyp_leave_guest[];
word read_counter_with(word x0, word x1);
word illegal_class;

void break_before_drop(void)
{
#ifdef BREAK_E1
    note("breaks E1: to AArch64 EL1 with HCR_EL2.RW = 0");
    asm volatile("msr HCR_EL2, xzr; msr VBAR_EL2, %0; isb" : : "r"(illegal_vectors));
#endif
#ifdef BREAK_E2
    note("breaks E2: to EL1 without vectors at EL2");
    asm volatile("msr VBAR_EL2, xzr; isb");
#endif
#ifdef BREAK_E3
    note("breaks E3: to EL1 with I clear");
#endif
#ifdef BREAK_E4
    note("breaks E4: SCTLR_EL1 without its RES1 bits");
    asm volatile("msr SCTLR_EL1, xzr; isb");
#endif
#ifdef BREAK_E5
    note("breaks E5: CNTVOFF_EL2 is not 0");
    asm volatile("msr CNTVOFF_EL2, %0; isb" : : "r"(0x1000ul));
#endif
#ifdef BREAK_E6
    note("breaks E6: VPIDR_EL2 is not MIDR_EL1");
    asm volatile("msr VPIDR_EL2, %0; isb" : : "r"(0x410fd034ul));
#endif
}

void check_arrival(const struct arrival *arrival, int boot)
{
    check("VBAR_EL2 is the stub", arrival->vbar_el2, (word)stub_vectors);
    check("argument 0", arrival->x[0], MAGIC_0 + boot - 1);
}

static void start_hypervisor(void)
{
#if defined BREAK_K2
    note("breaks K2: no TLB invalidation before EL2's MMU goes on");
#elif defined BREAK_K3
    note("breaks K3: TCR_EL2 without its RES1 bits");
#elif defined BREAK_K5
    if (cpu_number() != 0)
        note("breaks K5: MAIR_EL2 of another CPU differs");
#endif
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, 0);
    CALL(HVC_SET_VECTORS, physical(init_vectors));
    expect("stub: SET_VECTORS(init)", 0, 0);
    CALL(physical(hyp_pgd), hyp_stack(), hyp_address(hyp_vectors));
    expect("init: x0 stays", physical(hyp_pgd), X(4) | X(5));
    HYP_CALL(hyp_init_stage2);
    check("hyp: VTCR_EL2 less PS", result(0) & ~0x70000ul, VTCR_EL2_VALUE);
}

/* Whatever one line of a flow can do wrong. The answer to true is that nothing more can follow. */
static int break_a_call(void)
{
#ifdef BREAK_V1
    note("breaks V1: SET_VECTORS of a table that is not aligned");
    CALL(HVC_SET_VECTORS, physical(stub_vectors) + 8);
    expect("stub: SET_VECTORS(stub + 8)", 0, 0);
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("stub: SET_VECTORS(stub)", 0, 0);
#endif
#ifdef BREAK_V2
    note("breaks V2: SET_VECTORS of a virtual address");
    CALL(HVC_SET_VECTORS, virtual(stub_vectors));
    expect("stub: SET_VECTORS", 0, 0);
    return 1;
#endif
#ifdef BREAK_V4
    note("breaks V4: SET_VECTORS of a table of zeros");
    CALL(HVC_SET_VECTORS, physical(empty_vectors));
    expect("stub: SET_VECTORS", 0, 0);
    return 1;
#endif
#ifdef BREAK_V6
    note("breaks V6: a call that the stub does not know");
    CALL(0x77);
    expect("stub: 77", HVC_STUB_ERR, 0);
#endif
#ifdef BREAK_P1
    note("breaks P1: PSCI_VERSION by HVC");
    CALL(0x84000000);
    expect("stub: 84000000", HVC_STUB_ERR, 0);
#endif
#ifdef BREAK_C1
    note("breaks C1: RESET_VECTORS changes x19");
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, X(19));
    return 1;
#endif
#ifdef BREAK_C2
    note("breaks C2: RESET_VECTORS changes x1");
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, X(1));
    return 1;
#endif
#ifdef BREAK_C4
    note("breaks C4: RESET_VECTORS changes the caller's flags");
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, 0);
    return 1;
#endif
#ifdef BREAK_C5
    note("breaks C5: RESET_VECTORS answers 5");
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 5, 0);
    return 1;
#endif
#ifdef BREAK_C6
    note("breaks C6: RESET_VECTORS uses a stack that it does not have");
    CALL(HVC_RESET_VECTORS);
    expect("stub: RESET_VECTORS", 0, 0);
    return 1;
#endif
#ifdef BREAK_E1
    check("ESR_EL2.EC of the drop", illegal_class, 0x0e);
    return 1;
#endif
#ifdef BREAK_E2
    return 1;
#endif
#ifdef BREAK_E3
    return 1;
#endif
    return 0;
}

static int break_under_the_hypervisor(void)
{
#ifdef BREAK_V3
    note("breaks V3: SET_VECTORS under a hypervisor");
    CALL(HVC_SET_VECTORS, physical(stub_vectors));
    expect("hyp: SET_VECTORS", HVC_STUB_ERR, X(5) | X(6));
#endif
#ifdef BREAK_K4
    /* The tables are changed under its vectors; the next HVC would fault for ever. */
    note("breaks K4: VBAR_EL2 where nothing is mapped");
    CALL(HVC_RESET_VECTORS);
    expect("hyp: RESET_VECTORS", 0, X(5) | X(6));
    CALL(HVC_SET_VECTORS, physical(init_vectors));
    expect("stub: SET_VECTORS(init)", 0, 0);
    CALL(physical(hyp_pgd), hyp_stack(), 0x2000000000);
    expect("init: x0 stays", physical(hyp_pgd), X(4) | X(5));
    return 1;
#endif
#ifdef BREAK_K6
    note("breaks K6: the host's HVC with a guest's VMID");
    HYP_CALL(hyp_leave_guest);
    check("hyp: VTTBR_EL2", result(0), 1ul << 48);
    HYP_CALL(hyp_weigh, 1, 2, 3);
    check("hyp: it takes that for a guest's, and panics", result(0), HYP_PANIC);
    return 1;
#endif
#ifdef BREAK_K7
    if (cpu_number() != 0)
    {
        note("breaks K7: CPU_OFF while the hypervisor owns EL2");
        return 1;
    }
#endif
#ifdef BREAK_T1
    HYP_CALL(hyp_leave_trap);
#endif
    return 0;
}

void flow(int kind, int boot)
{
    (void)kind;
    if (boot == 3)
    {
        if (cpu_number() == 0 && start_second_cpu())
        {
#ifdef BREAK_M1
            note("breaks M1: a CPU in another mode than the first");
            start_in_wrong_mode();
#endif
        }
        return;
    }
    if (boot == 1 && break_a_call())
        return;
    start_hypervisor();
    HYP_CALL(hyp_weigh, 1, 2, 3);
    check("hyp: weigh(1, 2, 3)", result(0), 0x11);
    if (boot == 1)
    {
        if (break_under_the_hypervisor())
            return;
#if defined BREAK_R1_MMU
        note("breaks R1: RESET_VECTORS leaves SCTLR_EL2.I on");
#elif defined BREAK_R1_VECTORS
        note("breaks R1: RESET_VECTORS to a stub that is not this kernel's");
#endif
        CALL(HVC_RESET_VECTORS);
        expect("hyp: RESET_VECTORS", 0, X(5) | X(6));
#if defined BREAK_R1_MMU || defined BREAK_R1_VECTORS
        return;
#endif
#ifdef BREAK_T1
        note("breaks T1: a trap into the stub");
        check("ESR_EL2.EC", read_counter_with(HVC_SOFT_RESTART, physical(stray_payload)), 0x18);
#endif
        if (cpu_number() != 0)
            return;
#ifdef BREAK_R3
        note("breaks R3: SOFT_RESTART with EL1's MMU on");
        CALL(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2);
#endif
        note("stub: SOFT_RESTART");
        soft_restart(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2, 0);
    }
#ifdef BREAK_R4
    note("breaks R4: argument 0 of a SOFT_RESTART is lost");
#endif
    note("hyp: SOFT_RESTART");
    soft_restart(HVC_SOFT_RESTART, physical(restart_entry), MAGIC_0 + boot, MAGIC_1, MAGIC_2, 0);
}

/* The order of the sweeps. */
#include "probe.h"

static void copy_vectors(void)
{
    for (u64 i = 0; i < (u64)(el1_vectors_end - el1_vectors_start); i += 4)
        patch(EL1_VECTORS + i, load32((u64)el1_vectors_start + i));
    for (u64 i = 0; i < TARGET_SIZE; i += 4)
        store32(TARGET + i, END);
    invalidate_tlbs();
}

void no_el2(void)
{
    say("probe: needs EL2, started at EL%d\n", READ(CurrentEL) >> 2);
}

void lost(u64 esr, u64 elr, u64 far)
{
    say("probe: LOST at EL2, esr=%x elr=%x far=%x\n", esr, elr, far);
}

void probe(void)
{
    copy_vectors();
    say("probe: MIDR_EL1 %x, GICv%d\n", READ(MIDR_EL1), gic_version());
    sweep_reset_values();
    reset_controls();
    sweep_registers();
    sweep_operations();
    sweep_write_masks();
    sweep_traps();
    sweep_waits();
    sweep_stage1();
    sweep_stage1_el2();
    sweep_alignment();
    sweep_stage2();
    sweep_stage2_walks();
    sweep_exceptions();
    sweep_returns();
    sweep_debug();
    sweep_timers();
    if (gic_version() == 3)
        sweep_gicv3();
    else
        sweep_gicv2();
    sweep_virtual();
    say("probe: %d lines\n", line_count + 1);
}

/* The sweeps in order, and what to say when something is amiss. */
#include "probe.h"

void no_hyp(void);
void lost(u32 hsr, u32 elr);
void probe(void);

void no_hyp(void)
{
    say("probe: not in HYP\n");
}

void lost(u32 hsr, u32 elr)
{
    say("\nprobe: lost, hsr=%x elr=%x\n", hsr, elr);
}

void probe(void)
{
    say("probe: MIDR %x\n", CP15_READ(0, c0, c0, 0));
    write_snippets();
    reset_controls();
    sweep_short();
    sweep_long();
    sweep_hyp();
    sweep_stage2();
    say("probe: %d lines\n", line_count + 1);
}

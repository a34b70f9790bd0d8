/* Zeroes and ones into every register that stands it, read back: RES0, RES1 and read-only bits. */
#include "probe.h"

/* A register and the bits that must not change while the probe runs on. */
struct masked { struct named name; u64 keep; };

extern const struct masked write_mask_registers[], write_mask_gicv3_registers[];

static u64 pattern(const struct masked *r, u64 old, u64 value)
{
    return (value & ~r->keep) | (old & r->keep);
}

/* At EL2, with nothing between the write and the read that could notice. */
static void visit(const struct masked *r)
{
    u32 mrs = r->name.word & ~31u, msr = mrs_to_msr(mrs);
    u64 old = read_register(mrs);
    begin();
    add(msr | 0);
    add(ISB);
    add(mrs | 3);
    add(msr | 1);
    add(ISB);
    add(mrs | 4);
    add(msr | 2);
    add(ISB);
    cpu.x[0] = pattern(r, old, 0);
    cpu.x[1] = pattern(r, old, ~0ul);
    cpu.x[2] = old;
    finish(EL2H);
    say("mask %s ", T(r->name.name));
    if (ended())
        say("zeroes=%x ones=%x", cpu.x[3], cpu.x[4]);
    else
        say_event();
    if (r->keep)
        say(" kept=%x", r->keep);
    say("\n");
}

void sweep_write_masks(void)
{
    for (const struct masked *r = write_mask_registers; r->name.name; r++)
        visit(r);
    if (gic_version() == 3)
        for (const struct masked *r = write_mask_gicv3_registers; r->name.name; r++)
            visit(r);
    reset_controls();
}

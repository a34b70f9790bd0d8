/* SYS, SYSL, hints, barriers and MSR (immediate): which encodings exist, and at which EL. */
#include "probe.h"

static const u64 levels[] = { EL2H, EL1H, EL0T };

/* Prints the ELs at which one instruction is something other than UNDEFINED. */
static void visit(const char *kind, u32 instruction, u32 op0, u32 op1, u32 crn, u32 crm, u32 op2)
{
    struct event events[3];
    u32 known = 0;
    for (u32 level = 0; level < 3; level++) {
        run_one(instruction, SCRATCH, levels[level]);
        events[level] = event;
        known |= !undefined();
    }
    if (!known)
        return;
    say("%s S%d_%d_C%d_C%d_%d", T(kind), op0, op1, crn, crm, op2);
    for (u32 level = 0; level < 3; level++) {
        event = events[level];
        say(" el%d=", 2 - level);
        if (undefined())
            say("undef");
        else
            say_event();
    }
    say("\n");
}

static u32 waits(u32 op1, u32 crn, u32 crm, u32 op2)
{
    return op1 == 3 && crn == 2 && crm == 0 && (op2 == 2 || op2 == 3);
}

void sweep_operations(void)
{
    for (u32 op1 = 0; op1 < 8; op1++)
        for (u32 crn = 0; crn < 16; crn++)
            for (u32 crm = 0; crm < 16; crm++)
                for (u32 op2 = 0; op2 < 8; op2++) {
                    u32 sys = encode(1, op1, crn, crm, op2);
                    visit("sys", sys, 1, op1, crn, crm, op2);
                    visit("sysl", sys | 1u << 21, 1, op1, crn, crm, op2);
                }
    /* op0 = 0 with Rt = 31; MSR (immediate) has its operand in CRm. */
    for (u32 op1 = 0; op1 < 8; op1++)
        for (u32 crn = 0; crn < 16; crn++)
            for (u32 crm = 0; crm < 16; crm++)
                for (u32 op2 = 0; op2 < 8; op2++)
                    if (!waits(op1, crn, crm, op2) && !(crn == 4 && crm != 1))
                        visit("system", encode(0, op1, crn, crm, op2) | 31, 0, op1, crn, crm, op2);
    reset_controls();
}

/* Every encoding of op0 2 and 3, read and written back at EL2, EL1 and EL0: what it is and who may touch it. */
#include "probe.h"

static const u64 levels[] = { EL2H, EL1H, EL0T };

/* Reads whose value is the time, or an acknowledge. */
static u32 varies(u32 op0, u32 op1, u32 crn, u32 crm, u32 op2)
{
    if (op0 != 3)
        return 0;
    if (crn == 14 && crm == 0 && op1 == 3)
        return op2 == 1 || op2 == 2;                            /* CNTPCT, CNTVCT */
    if (crn == 14 && (crm == 2 || crm == 3) && op2 == 0)
        return 1;                                               /* CNT*_TVAL */
    if (crn == 14 && crm == 2 && op1 == 7)
        return op2 == 0;                                        /* CNTPS_TVAL */
    return crn == 9 && crm == 13 && op2 == 0 && op1 == 3;       /* PMCCNTR */
}

static void say_value(u64 value)
{
    if (value - (u64)image_start < (u64)image_end - (u64)image_start)
        say("image");
    else
        say("%x", value);
}

/* Writing TVAL back moves CVAL: give it a value that is not the time. */
static void settle_timer(u32 op0, u32 op1, u32 crn, u32 crm, u32 op2)
{
    if (op0 == 3 && crn == 14 && (crm == 2 || crm == 3) && op2 == 0)
        write_register(mrs_of(3, op1, 14, crm, 2), 0);
}

/* One encoding at one EL; prints unless it is simply UNDEFINED both ways. */
static void visit(u32 level, u32 op0, u32 op1, u32 crn, u32 crm, u32 op2)
{
    u32 mrs = mrs_of(op0, op1, crn, crm, op2);
    run_one(mrs, 0, levels[level]);
    u32 readable = ended(), read_undefined = undefined();
    u64 value = cpu.x[0];
    struct event read_event = event;

    /* What cannot be read is written as zero, which starts nothing in any register of Armv8.0. */
    run_one(mrs_to_msr(mrs), readable ? value : 0, levels[level]);
    u32 writable = ended();
    if (writable)
        settle_timer(op0, op1, crn, crm, op2);
    if (read_undefined && undefined())
        return;

    say("reg el%d S%d_%d_C%d_C%d_%d ", 2 - level, op0, op1, crn, crm, op2);
    if (read_undefined && writable) {
        say("wo\n");
        return;
    }
    if (readable && varies(op0, op1, crn, crm, op2)) {
        say("= varies");
    } else if (readable) {
        say("= ");
        say_value(value);
    } else {
        struct event write_event = event;
        event = read_event;
        say("read ");
        say_event();
        event = write_event;
    }
    if (writable) {
        say(" rw\n");
    } else if (undefined()) {
        say(" ro\n");
    } else {
        say(" write ");
        say_event();
        say("\n");
    }
}

static void for_each(void (*visitor)(u32, u32, u32, u32, u32, u32), u32 level)
{
    for (u32 op0 = 2; op0 < 4; op0++)
        for (u32 op1 = 0; op1 < 8; op1++)
            for (u32 crn = 0; crn < 16; crn++)
                for (u32 crm = 0; crm < 16; crm++)
                    for (u32 op2 = 0; op2 < 8; op2++)
                        visitor(level, op0, op1, crn, crm, op2);
}

void sweep_registers(void)
{
    for (u32 level = 0; level < 3; level++)
        for_each(visit, level);
    reset_controls();
}

static void visit_reset_value(u32 level, u32 op0, u32 op1, u32 crn, u32 crm, u32 op2)
{
    run_one(mrs_of(op0, op1, crn, crm, op2), 0, levels[level]);
    if (!ended() || cpu.x[0] == 0 || varies(op0, op1, crn, crm, op2))
        return;
    say("reset S%d_%d_C%d_C%d_%d = ", op0, op1, crn, crm, op2);
    say_value(cpu.x[0]);
    say("\n");
}

/* What EL2 reads before anything was written, where it is not zero. */
void sweep_reset_values(void)
{
    for_each(visit_reset_value, 0);
}

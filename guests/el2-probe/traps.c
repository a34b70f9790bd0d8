/* Every control against every instruction of a list, at EL2, EL1 and EL0: what changes against the open state. */
#include "probe.h"

#define MAX_ACTS 256
#define HCR mrs_of(3, 4, 1, 1, 0)
#define SCTLR mrs_of(3, 0, 1, 0, 0)
#define WAKE (BIT(7) | BIT(4))          /* HCR_EL2.VI and IMO: a pending virtual IRQ, masked by PSTATE.I */

struct control { const char *name; u32 mrs, mrs2; u64 set, clear, set2, clear2; };
struct short_event { u32 el, slot; u64 esr; u32 at_instruction, ended, undefined; };

extern const struct named trap_acts[], trap_gicv3_acts[];
extern const struct control trap_controls[], trap_gicv3_controls[];

static const u64 levels[] = { EL1H, EL0T, EL2H };
static struct short_event open_state[3][MAX_ACTS];
static u64 operands[MAX_ACTS];

static u32 is_msr(u32 word)
{
    return (word & 0xfff00000) == 0xd5100000 && (word & 31) == 0;
}

/* The value that an MSR writes is the one the register has; everything else gets an address. */
static u64 operand(const struct named *act)
{
    return is_msr(act->word) ? read_register(act->word | 1u << 21) : SCRATCH;
}

static void attempt(const struct named *act, u64 x0, u64 pstate)
{
    begin();
    add(act->word);
    cpu.x[0] = x0;
    cpu.sp[0] = x0;         /* MSR SP_EL0 writes what is there */
    finish(pstate);
}

static struct short_event brief(void)
{
    struct short_event b = { event.el, event.slot, event.esr, event.elr == ARENA, ended(), undefined() };
    return b;
}

static u32 differs(struct short_event a, struct short_event b)
{
    if (a.ended && b.ended)
        return 0;               /* with TGE, END itself goes to EL2 */
    return a.el != b.el || a.slot != b.slot || a.esr != b.esr || a.at_instruction != b.at_instruction;
}

static void record_open_state(const struct named *acts)
{
    for (u32 i = 0; acts[i].name; i++) {
        operands[i] = operand(&acts[i]);
        say("open %s:", T(acts[i].name));
        for (u32 level = 0; level < 3; level++) {
            attempt(&acts[i], operands[i], levels[level]);
            open_state[level][i] = brief();
            say(" el%d=", levels[level] >> 2 & 3);
            if (undefined() && event.elr == ARENA)
                say("undef");
            else
                say_event();
        }
        say("\n");
        reset_controls();
    }
}

static void apply(const struct control *c, const struct named *acts)
{
    u64 old = read_register(c->mrs), old2 = read_register(c->mrs2);
    u32 no_el1 = (c->mrs & ~31u) == HCR && c->set & BIT(27);
    for (u32 i = 0; acts[i].name; i++)
        for (u32 level = no_el1; level < 3; level++) {
            write_register(c->mrs, (old & ~c->clear) | c->set);
            write_register(c->mrs2, (read_register(c->mrs2) & ~c->clear2) | c->set2);
            u64 x0 = is_msr(acts[i].word) ? operand(&acts[i]) : operands[i];
            attempt(&acts[i], x0, levels[level]);
            struct short_event now = brief();
            u32 told = c->set2 + c->clear2 && now.undefined;       /* by the single control already */
            if (!told && differs(now, open_state[level][i])) {
                say("trap %s el%d %s: ", T(c->name), levels[level] >> 2 & 3, T(acts[i].name));
                say_event();
                say("\n");
            }
            write_register(c->mrs, old);
            write_register(c->mrs2, old2);
        }
    reset_controls();
}

static void sweep(const struct named *acts, const struct control *controls)
{
    for (const struct control *c = controls; c->name; c++)
        apply(c, acts);
}

void sweep_traps(void)
{
    record_open_state(trap_acts);
    sweep(trap_acts, trap_controls);
    if (gic_version() == 3) {
        record_open_state(trap_gicv3_acts);
        sweep(trap_gicv3_acts, trap_controls);
        sweep(trap_gicv3_acts, trap_gicv3_controls);
    }
    reset_controls();
}

/* Untrapped, WFI is woken by a pending virtual IRQ and WFE by the event stream; traps are also tried with no IRQ. */
static void wait(const char *name, u32 instruction, u32 level, u64 hcr, u64 sctlr_clear, const char *control)
{
    WRITE(HCR_EL2, BIT(31) | hcr);
    WRITE(SCTLR_EL1, READ(SCTLR_EL1) & ~sctlr_clear);
    WRITE(CNTKCTL_EL1, 0x303 | BIT(2) | 4 << 4);
    begin();
    add(0xd50320bf);    /* SEVL */
    add(0xd503205f);    /* WFE takes that event */
    add(instruction);
    finish(levels[level]);
    say("wait %s%s %s el%d: ", T(control), T(hcr & WAKE ? " pending" : ""), T(name), 1 - level);
    say_event();
    say("\n");
    reset_controls();
}

void sweep_waits(void)
{
    static const u32 instructions[] = { 0xd503207f, 0xd503205f };
    static const char *const names[] = { "wfi", "wfe" };
    for (u32 i = 0; i < 2; i++)
        for (u32 level = 0; level < 2; level++) {
            wait(names[i], instructions[i], level, WAKE, 0, "open");
            wait(names[i], instructions[i], level, WAKE | BIT(13), 0, "HCR.TWI");
            wait(names[i], instructions[i], level, WAKE | BIT(14), 0, "HCR.TWE");
            wait(names[i], instructions[i], level, BIT(13 + i), 0, "HCR.TWx");
            wait(names[i], instructions[i], level, WAKE, BIT(16), "SCTLR.nTWI=0");
            wait(names[i], instructions[i], level, WAKE, BIT(18), "SCTLR.nTWE=0");
            if (level == 1) {
                wait(names[i], instructions[i], level, 0, BIT(16 + 2 * i), "SCTLR.nTWx=0");
                wait(names[i], instructions[i], level, BIT(13 + i), BIT(16 + 2 * i), "HCR.TWx SCTLR.nTWx=0");
                wait(names[i], instructions[i], level, BIT(27), BIT(16 + 2 * i), "HCR.TGE SCTLR.nTWx=0");
            }
        }
}

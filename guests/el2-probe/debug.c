/* Self-hosted debug: software step, one breakpoint, one watchpoint, to EL1 and to EL2. */
#include "probe.h"

#define MDE BIT(15)
#define KDE BIT(13)
#define SS BIT(0)
#define PSTATE_SS BIT(21)
#define PSTATE_D BIT(9)

struct route { const char *name; u64 pstate; u64 tde; };

static const struct route routes[] = {
    { "el0", EL0T, 0 }, { "el1 d=0", EL1H & ~PSTATE_D, 0 }, { "el1 d=1", EL1H, 0 },
    { "el0 tde", EL0T, BIT(8) }, { "el1 tde d=1", EL1H, BIT(8) }, { "el2 d=0", EL2H & ~PSTATE_D, BIT(8) }, { "el2 d=1", EL2H, BIT(8) },
};

static void route(const struct route *r, u64 mdscr)
{
    WRITE(MDCR_EL2, (READ(MDCR_EL2) & ~BIT(8)) | r->tde);
    WRITE(MDSCR_EL1, mdscr);
}

static void say_debug_event(void)
{
    say_event();
    if (!ended())
        say(" spsr=%x", event.spsr);
    say("\n");
}

static void steps(const struct route *r)
{
    static const struct { const char *name; u32 word; } stepped[] = {
        { "nop", 0xd503201f }, { "ldxr", 0xc85f7c01 }, { "svc", 0xd4000001 }, { "udf", 0 }, { "b +8", 0x14000002 }, { "msr daifset,f", 0xd5034fdf },
    };
    for (u32 i = 0; i < LENGTH(stepped); i++)
        for (u32 ss = 0; ss < 2; ss++) {
            route(r, SS | KDE);
            run_one(stepped[i].word, SCRATCH, r->pstate | (ss ? PSTATE_SS : 0));
            WRITE(MDSCR_EL1, 0);
            say("step %s ss=%d %s: ", T(r->name), ss, T(stepped[i].name));
            say_debug_event();
            reset_controls();
        }
}

static void breakpoint(const struct route *r, u64 bcr, u64 mdscr)
{
    WRITE(DBGBVR0_EL1, ARENA + 4);
    WRITE(DBGBCR0_EL1, bcr);
    route(r, mdscr);
    begin();
    add(0xd503201f);
    add(0xd503201f);
    finish(r->pstate);
    WRITE(MDSCR_EL1, 0);
    WRITE(DBGBCR0_EL1, 0);
    say("breakpoint %s bcr=%x mdscr=%x: ", T(r->name), bcr, mdscr);
    say_debug_event();
    reset_controls();
}

static void watchpoint(const struct route *r, u64 wcr, u32 word, const char *name)
{
    WRITE(DBGWVR0_EL1, SCRATCH + 0x100);
    WRITE(DBGWCR0_EL1, wcr);
    route(r, MDE | KDE);
    run_one(word, SCRATCH + 0x100, r->pstate);
    WRITE(MDSCR_EL1, 0);
    WRITE(DBGWCR0_EL1, 0);
    say("watchpoint %s wcr=%x %s: ", T(r->name), wcr, T(name));
    say_debug_event();
    reset_controls();
}

void sweep_debug(void)
{
    static const struct { const char *name; u32 word; } accesses[] = {
        { "ldr x1", 0xf9400001 }, { "str x1", 0xf9000001 }, { "ldrb +3", 0x39400c01 }, { "ldp -8", 0xa97f8801 }, { "ldr +8", 0xf9400401 },
    };
    for (u32 i = 0; i < LENGTH(routes); i++) {
        steps(&routes[i]);
        breakpoint(&routes[i], 0x1e7, MDE | KDE);       /* PMC = 3, BAS = f, E */
        breakpoint(&routes[i], 0x1e7, MDE);
        breakpoint(&routes[i], 0x1e7, KDE);
        breakpoint(&routes[i], 0x1e5, MDE | KDE);       /* EL0 only */
        breakpoint(&routes[i], 0x1e3, MDE | KDE);       /* EL1 only */
        breakpoint(&routes[i], 0x21e7, MDE | KDE);      /* HMC: EL2 too */
        for (u32 a = 0; a < LENGTH(accesses); a++) {
            watchpoint(&routes[i], 0x1fff, accesses[a].word, accesses[a].name);     /* BAS = ff, LSC = 3, PAC = 3 */
            watchpoint(&routes[i], 0x1fef, accesses[a].word, accesses[a].name);     /* loads */
            watchpoint(&routes[i], 0x10ff & ~BIT(3), accesses[a].word, accesses[a].name);
        }
    }
}

/* The generic timers, without a word about the time itself. */
#include "probe.h"
#include "gic.h"

struct timer { const char *name; u32 ppi, tval, ctl, cval; };

static u64 pending(u32 ppi)
{
    return load32(ppi_frame() + GICD_ISPENDR) >> ppi & 1;
}

static void state(const struct timer *t, const char *what)
{
    say("timer %s %s: ctl=%x pending=%d\n", T(t->name), T(what), read_register(t->ctl), pending(t->ppi));
}

static void controls(const struct timer *t)
{
    static const u64 values[] = { 0, 1, 2, 3, 4, 5, 0xffffffffffffffff };
    for (u32 i = 0; i < LENGTH(values); i++)
        for (u32 due = 0; due < 2; due++) {
            write_register(t->ctl, 0);
            write_register(t->cval, due ? 0 : ~0ul >> 1);
            write_register(t->ctl, values[i]);
            say("timer %s ctl<-%x due=%d: ctl=%x pending=%d\n", T(t->name), values[i], due, read_register(t->ctl), pending(t->ppi));
        }
    write_register(t->ctl, 1);
    write_register(t->cval, 0);
    state(t, "cval=0");
    write_register(t->cval, ~0ul);
    state(t, "cval=max");               /* unsigned: not due for ever */
    write_register(t->cval, 1ul << 63);
    state(t, "cval=2^63");
    write_register(t->cval, 0);
    write_register(t->ctl, 3);
    state(t, "masked");
    write_register(t->ctl, 1);
    state(t, "unmasked");
    write_register(t->ctl, 0);
    state(t, "disabled");
}

/* TVAL: 32 signed bits from now. */
static void offsets(const struct timer *t, u64 (*now)(void))
{
    static const u64 values[] = { 0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe00000000, 0x100000000, 0x123456787fffffff };
    write_register(t->ctl, 3);
    for (u32 i = 0; i < LENGTH(values); i++) {
        u64 before = now();
        write_register(t->tval, values[i]);
        u64 after = now(), cval = read_register(t->cval);
        u64 offset = (u64)(long)(int)values[i];
        u32 in_window = cval - before - offset <= after - before;
        u64 tval = read_register(t->tval);
        say("timer %s tval<-%x: cval as expected=%d tval high=%x", T(t->name), values[i], in_window, tval >> 32);
        if (offset == 0x7fffffff)
            say(" istatus=%d", read_register(t->ctl) >> 2);     /* the others depend on the moment */
        say("\n");
    }
    static const u64 compares[] = { 0, 1ul << 31, 1ul << 32, 1ul << 63, ~0ul };
    for (u32 i = 0; i < LENGTH(compares); i++) {
        write_register(t->cval, compares[i]);
        u64 before = now(), tval = read_register(t->tval), after = now();
        say("timer %s cval<-%x: tval as expected=%d high=%x\n", T(t->name), compares[i],
            (u32)(compares[i] - before) - (u32)tval <= after - before, tval >> 32);
    }
    write_register(t->ctl, 0);
}

/* A deadline a little ahead really comes. */
static void deadline(const struct timer *t, u64 (*now)(void))
{
    write_register(t->cval, now() + READ(CNTFRQ_EL0) / 500);
    write_register(t->ctl, 1);
    u64 limit = now() + READ(CNTFRQ_EL0);
    while (!(read_register(t->ctl) & 4) && now() < limit)
        ;
    say("timer %s deadline: istatus=%d pending=%d\n", T(t->name), read_register(t->ctl) >> 2, pending(t->ppi));
    write_register(t->ctl, 0);
}

static u64 physical_now(void)
{
    asm volatile("isb");
    return READ(CNTPCT_EL0);
}

static u64 virtual_now(void)
{
    asm volatile("isb");
    return READ(CNTVCT_EL0);
}

static void virtual_offset(const struct timer *t)
{
    static const u64 values[] = { 0, 1ul << 40, ~0ul, 1ul << 63 };
    for (u32 i = 0; i < LENGTH(values); i++) {
        WRITE(CNTVOFF_EL2, values[i]);
        u64 before = physical_now(), v = virtual_now(), after = physical_now();
        say("timer cntvoff=%x: virtual as expected=%d\n", values[i], v + values[i] - before <= after - before);
        write_register(t->cval, 1ul << 45);
        write_register(t->ctl, 1);
        say("timer cntvoff=%x cval=2^45: ctl=%x pending=%d\n", values[i], read_register(t->ctl), pending(t->ppi));
        write_register(t->ctl, 0);
    }
    WRITE(CNTVOFF_EL2, 0);
}

void sweep_timers(void)
{
    static const struct { u32 op1, crm, ppi; const char *name; } list[] = { { 3, 2, 30, "cntp" }, { 3, 3, 27, "cntv" }, { 4, 2, 26, "cnthp" } };
    for (u32 i = 0; i < LENGTH(list); i++) {
        struct timer t = { list[i].name, list[i].ppi, mrs_of(3, list[i].op1, 14, list[i].crm, 0),
            mrs_of(3, list[i].op1, 14, list[i].crm, 1), mrs_of(3, list[i].op1, 14, list[i].crm, 2) };
        u64 (*now)(void) = i == 1 ? virtual_now : physical_now;
        controls(&t);
        offsets(&t, now);
        deadline(&t, now);
        if (i == 1)
            virtual_offset(&t);
    }
    reset_controls();
}

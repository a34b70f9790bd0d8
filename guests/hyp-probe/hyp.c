/* HYP's own regime. */
#include "probe.h"

#define VA 0x92300000u
#define OPEN (D_AF | D_SH | D_AP(1))

static struct space space;

/* Identity for the image, the tables and the UART, in blocks of 1 GB: T0SZ 0 or 1. */
static void fresh(u32 t0sz)
{
    reset_pool();
    make_space(&space, 32 - t0sz, 1);
    map(&space, 0, 0, 1, D_AF | D_AP(1) | D_ATTR(2));
    map(&space, 0x40000000, 0x40000000, 1, OPEN);
}

static void enable(u32 t0sz)
{
    HTTBR((u32)space.root);
    HMAIR0(MAIR_VALUE);
    HTCR(0x80800000 | t0sz);
    invalidate_tlbs();
    HSCTLR(0x30c50818 | SCTLR_M);
}

static void disable(void)
{
    HSCTLR(0x30c50818);
    invalidate_tlbs();
}

static void accesses(u32 va)
{
    for (u32 what = READ; what <= EXECUTE; what++) {
        access(HYP, (enum access)what, va);
        say(" ");
        say_result(va);
    }
    for (u32 kind = 0x40; kind < 0x42; kind++) {
        u64 par = translate(HYP, kind, va);
        say(" %x:%x", (u32)(par >> 32), (u32)par);
    }
    say("\n");
}

static u32 va_of(u32 level)
{
    u32 size = 1u << (12 + 9 * (3 - level));
    return (VA & -size) | (TARGET & (size - 1));
}

static void leaf(u32 level, u64 attributes)
{
    fresh(0);
    u32 size = 1u << (12 + 9 * (3 - level));
    map(&space, va_of(level), TARGET & -size, level, attributes);
}

static void report(const char *what, u32 level)
{
    enable(0);
    say("hyp.l%d.%s", level, what);
    accesses(va_of(level));
    disable();
}

void sweep_hyp(void)
{
    say("hyp.off");
    accesses(TARGET);
    for (u32 level = 1; level < 4; level++) {
        fresh(0);
        *descriptor(&space, va_of(level), level) = 0;
        report("invalid", level);
        leaf(level, OPEN);
        report("good", level);
        leaf(level, OPEN & ~(u64)D_AF);
        report("no-af", level);
    }
    for (u32 ap = 0; ap < 4; ap++)
        for (u32 xn = 0; xn < 4; xn++) {
            leaf(3, D_AF | D_SH | D_AP(ap) | (u64)xn << 53);
            enable(0);
            say("hyp.permission ap%d pxn%d xn%d", ap, xn & 1, xn >> 1);
            accesses(va_of(3));
            disable();
        }
    for (u32 index = 0; index < 4; index++) {
        leaf(3, OPEN | D_ATTR(index));
        enable(0);
        say("hyp.attribute%d", index);
        accesses(va_of(3));
        disable();
    }
    fresh(1);
    enable(1);
    say("hyp.t0sz1 above");
    accesses(VA);
    disable();
}

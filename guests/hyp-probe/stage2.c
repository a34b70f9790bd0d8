/* Stage 2 alone and behind stage 1: faults of every level, rights, VTCR's T0SZ and SL0, syndromes. */
#include "probe.h"

#define IPA 0x92300000u
#define S1_VA 0x52300000u
#define ALL D_S2(3)

static struct space second, first;

static void fresh(void)
{
    reset_pool();
    make_space(&second, 40, 1);
    map_harness(&second, ALL);
    for (u32 at = POOL; at < POOL_END; at += 0x200000)
        map(&second, at, at, 2, ALL);
}

static void enable(u32 hcr)
{
    VTTBR((u32)second.root);
    VTCR(0x80000000 | 0x18 | 1 << 6);       /* T0SZ -8: 40 bits; SL0 1 */
    HCR(HCR_VM | hcr);
    invalidate_tlbs();
}

static u32 va_of(u32 level)
{
    u32 size = 1u << (12 + 9 * (3 - level));
    return (IPA & -size) | (TARGET & (size - 1));
}

static void leaf(u32 level, u64 attributes)
{
    u32 size = 1u << (12 + 9 * (3 - level));
    fresh();
    map(&second, va_of(level), TARGET & -size, level, attributes);
}

static void report(const char *what, u32 level)
{
    enable(0);
    say("s2.l%d.%s", level, what);
    say_accesses(va_of(level));
    reset_controls();
}

static void faults(void)
{
    for (u32 level = 1; level < 4; level++) {
        fresh();
        *descriptor(&second, va_of(level), level) = 0;
        report("invalid", level);
        leaf(level, ALL);
        report("good", level);
        leaf(level, ALL & ~(u64)D_AF);
        report("no-af", level);
    }
    for (u32 ap = 0; ap < 4; ap++)
        for (u32 xn = 0; xn < 2; xn++) {
            leaf(3, D_S2(ap) | (u64)xn << 54);
            enable(0);
            say("s2.permission hap%d xn%d", ap, xn);
            say_accesses(va_of(3));
            reset_controls();
        }
}

/* What HYP learns of addresses, by ATS12NSO at PL1's rights. */
static void sizes(void)
{
    for (int t0sz = -8; t0sz < 8; t0sz++)
        for (u32 sl0 = 0; sl0 < 2; sl0++) {
            int bits = 32 - t0sz;
            u32 shift = sl0 ? 30 : 21;
            if (bits <= (int)shift || bits > (int)shift + 13)
                continue;                   /* not the architecture's */
            reset_pool();
            make_space(&second, (u32)bits, 2 - sl0);
            u32 last = bits >= 32 ? 0xfffff000 : (1u << bits) - 0x1000;
            map(&second, last, TARGET, 3, ALL);
            VTTBR((u32)second.root);
            VTCR(0x80000000 | ((u32)t0sz & 15) | (t0sz < 0 ? 16 : 0) | sl0 << 6);
            HCR(HCR_VM);
            invalidate_tlbs();
            u64 par = translate(HYP, 4, last);
            say("s2.size t0sz%d sl%d last %x:%x", t0sz, sl0, (u32)(par >> 32), (u32)par);
            if (bits < 32) {
                par = translate(HYP, 4, last + 0x1000);
                say(" beyond %x:%x", (u32)(par >> 32), (u32)par);
            }
            say("\n");
            reset_controls();
        }
}

/* Stage 1 on top: its tables' own faults, and both stages' rights. */
static void nested(u32 is_long)
{
    for (u32 what = 0; what < 5; what++) {
        static const char *const names[] = { "good", "leaf-invalid", "leaf-readonly", "table-invalid", "table-noread" };
        fresh();
        u32 va = S1_VA;
        u64 table;
        u32 *table1 = 0;
        if (is_long) {
            make_space(&first, 32, 1);
            map_harness(&first, D_AF | D_SH | D_AP(1));
            map(&first, va, IPA, 3, D_AF | D_SH | D_AP(1));
            table = (u32)descriptor(&first, va, 3);
            TTBR0_64((u32)first.root);
            MAIR0(MAIR_VALUE);
            TTBCR(EAE);
        } else {
            table1 = allocate(0x4000);
            u32 *pages = allocate(0x1000);
            for (u32 at = SNIPPETS; at < SNIPPETS + 0x200000; at += 0x100000)
                table1[at >> 20] = at | 2 | 3 << 10 | 3 << 2;
            table1[va >> 20] = (u32)pages | 1;
            pages[va >> 12 & 255] = IPA | 2 | 3 << 4 | 3 << 2;
            table = (u32)&pages[va >> 12 & 255];
            TTBR0((u32)table1);
            DACR(1);
        }
        map(&second, IPA, TARGET, 3, what == 2 ? D_S2(1) : ALL);
        if (what == 1)
            *descriptor(&second, IPA, 3) = 0;
        if (what >= 3) {
            u32 block = (u32)table & -0x200000u;
            for (u32 at = block; at < block + 0x200000; at += 0x1000)
                map(&second, at, at, 3, ALL);
            if (what == 3)
                *descriptor(&second, (u32)table, 3) = 0;
            else
                map(&second, (u32)table & -4096u, (u32)table & -4096u, 3, D_S2(2));
        }
        enable(0);
        SCTLR(SCTLR_M);
        invalidate_tlbs();
        say("s12.%s.%s", is_long ? "long" : "short", names[what]);
        say_accesses(va);
        say("s12.at.%s.%s", is_long ? "long" : "short", names[what]);
        say_at(va);
        say("s12.at-hyp.%s.%s", is_long ? "long" : "short", names[what]);
        for (u32 kind = 4; kind < 8; kind++) {
            u64 par = translate(HYP, kind, va);
            say(" %x:%x", (u32)(par >> 32), (u32)par);
        }
        say("\n");
        reset_controls();
    }
}

static void default_cacheable(void)
{
    leaf(3, ALL);
    enable(HCR_DC);
    SCTLR(SCTLR_M);                         /* without effect */
    say("s2.dc");
    say_accesses(va_of(3));
    reset_controls();
}

void sweep_stage2(void)
{
    faults();
    sizes();
    nested(0);
    nested(1);
    default_cacheable();
}

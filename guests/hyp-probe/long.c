/* PL1&0 by long descriptors (TTBCR.EAE), and the tables that HYP and stage 2 share with it. */
#include "probe.h"

#define VA 0x52300000u
#define OPEN (D_AF | D_SH | D_AP(1))

void make_space(struct space *space, u32 bits, u32 first)
{
    u32 shift = 12 + 9 * (3 - first);
    u32 size = bits > shift ? 8u << (bits - shift) : 8;
    space->root = allocate(size < 4096 ? 4096 : size);
    space->bits = bits;
    space->first = first;
}

u64 *descriptor(struct space *space, u64 address, u32 level)
{
    u64 *table = space->root;
    for (u32 l = space->first;; l++) {
        u32 shift = 12 + 9 * (3 - l);
        u32 index = (u32)((address & ((1ull << space->bits) - 1)) >> shift);
        if (l != space->first)
            index &= 511;
        if (l == level)
            return &table[index];
        if ((table[index] & 3) != D_TABLE)
            table[index] = (u32)allocate(4096) | D_TABLE;
        table = (u64 *)(u32)(table[index] & 0xfffff000);
    }
}

void map(struct space *space, u64 address, u64 output, u32 level, u64 attributes)
{
    *descriptor(space, address, level) = output | attributes | (level == 3 ? 3 : D_BLOCK);
}

void map_harness(struct space *space, u64 attributes)
{
    map(space, SNIPPETS, SNIPPETS, 2, attributes);
}

static struct space lower, upper;

static void fresh(u32 t0sz)
{
    reset_pool();
    make_space(&lower, 32 - t0sz, t0sz > 1 ? 2 : 1);
    map_harness(&lower, D_AF | D_SH | D_AP(3));             /* read-only, so that WXN leaves it executable */
}

static void enable(u32 ttbcr, u32 sctlr)
{
    TTBR0_64((u32)lower.root);
    TTBR1_64((u32)upper.root);
    MAIR0(MAIR_VALUE);
    TTBCR(EAE | ttbcr);
    SCTLR(SCTLR_M | sctlr);
    invalidate_tlbs();
}

/* The address in a leaf at `level` that comes out at TARGET. */
static u32 va_of(u32 level)
{
    u32 size = 1u << (12 + 9 * (3 - level));
    return ((VA | 0x80000000u) & -size) | (TARGET & (size - 1));
}

static void report(const char *what, u32 level)
{
    enable(0, 0);
    say("long.l%d.%s", level, what);
    say_accesses(va_of(level));
    say("long.at.l%d.%s", level, what);
    say_at(va_of(level));
    reset_controls();
}

static void leaf(u32 level, u64 attributes)
{
    fresh(0);
    u32 size = 1u << (12 + 9 * (3 - level));
    map(&lower, va_of(level), TARGET & -size, level, attributes);
}

static void faults(void)
{
    for (u32 level = 1; level < 4; level++) {
        fresh(0);
        *descriptor(&lower, va_of(level), level) = 0;
        report("invalid", level);
        leaf(level, OPEN);
        report("good", level);
        leaf(level, OPEN & ~(u64)D_AF);
        report("no-af", level);
        if (level == 3) {
            fresh(0);
            *descriptor(&lower, va_of(level), level) = TARGET | OPEN | D_BLOCK;
            report("reserved", level);
        }
    }
    for (u32 index = 0; index < 4; index++) {
        leaf(3, OPEN | D_ATTR(index));
        enable(0, 0);
        say("long.at.attribute%d", index);
        say_at(va_of(3));
        reset_controls();
    }
}

static void permissions(void)
{
    for (u32 wxn = 0; wxn < 4; wxn++)
        for (u32 ap = 0; ap < 4; ap++)
            for (u32 xn = 0; xn < 4; xn++) {
                leaf(3, D_AF | D_SH | D_AP(ap) | (u64)xn << 53);
                enable(0, (wxn & 1 ? SCTLR_WXN : 0) | (wxn & 2 ? SCTLR_UWXN : 0));
                say("long.permission ap%d pxn%d xn%d wxn%d uwxn%d", ap, xn & 1, xn >> 1, wxn & 1, wxn >> 1);
                say_accesses(va_of(3));
                reset_controls();
            }
    for (u32 bits = 0; bits < 16; bits++) {
        leaf(3, OPEN);
        *descriptor(&lower, va_of(3), 2) |= (u64)bits << 59;
        enable(0, 0);
        say("long.table-permission pxn%d xn%d ap%d", bits & 1, bits >> 1 & 1, bits >> 2);
        say_accesses(va_of(3));
        reset_controls();
    }
}

/* T0SZ is 0 or 1, for the harness lives in TTBR0's half. */
static void splits(void)
{
    static const u32 addresses[] = { 0x1000, 0x3ffff000, 0x7ffff000, 0x80000000, 0x9ffff000, 0xbffff000, 0xc0000000, 0xdffff000,
        0xe0000000, 0xeffff000, 0xf0000000, 0xf7fff000, 0xf8000000, 0xfbfff000, 0xfc000000, 0xfdfff000, 0xfe000000, 0xfffff000 };
    for (u32 t0sz = 0; t0sz < 2; t0sz++)
        for (u32 t1sz = 0; t1sz < 8; t1sz++) {
            fresh(t0sz);
            make_space(&upper, 32 - t1sz, t1sz > 1 ? 2 : 1);
            for (u32 i = 0; i < LENGTH(addresses); i++) {
                map(&lower, addresses[i], TARGET, 3, OPEN);
                map(&upper, addresses[i], TARGET + 0x1000, 3, OPEN);
            }
            for (u32 epd = 0; epd < 2; epd++) {
                enable(t0sz | t1sz << 16 | epd << 23, 0);
                say("long.split.t0sz%d.t1sz%d.epd%d", t0sz, t1sz, epd);
                for (u32 i = 0; i < LENGTH(addresses); i++) {
                    u64 par = translate(SVC, 0, addresses[i]);
                    say(" %x", (u32)par & ((u32)par & 1 ? 0xffffffff : 0xfffff001));
                }
                say("\n");
                reset_controls();
            }
        }
}

void sweep_long(void)
{
    faults();
    permissions();
    splits();
}

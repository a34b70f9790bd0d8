/* PL1&0 by short descriptors: every fault, permissions, domains, the access flag, splits. */
#include "probe.h"

#define VA 0x52000000u
#define HARNESS_DOMAIN 15u
#define SECTION(ap) (2u | ((ap) & 3) << 10 | (u32)((ap) & 4) << 13 | 3 << 2 | 1 << 12 | 1 << 16)
#define SUPERSECTION(ap) (SECTION(ap) | 1 << 18)
#define LARGE(ap) (1u | ((ap) & 3) << 4 | (u32)((ap) & 4) << 7 | 3 << 2 | 1 << 12 | 1 << 10)
#define SMALL(ap) (2u | ((ap) & 3) << 4 | (u32)((ap) & 4) << 7 | 3 << 2 | 1 << 6 | 1 << 10)
#define DOMAIN(d) ((u32)(d) << 5)
#define OPEN 3

static u32 *first, *second;

/* The harness is a manager's, so that nothing under test can touch it. */
static void fresh(void)
{
    reset_pool();
    first = allocate(0x4000);
    second = allocate(0x400);
    for (u32 at = SNIPPETS; at < SNIPPETS + 0x200000; at += 0x100000)
        first[at >> 20] = at | SECTION(OPEN) | DOMAIN(HARNESS_DOMAIN);
}

static void enable(u32 ttbcr, u32 sctlr, u32 dacr)
{
    TTBR0((u32)first);
    TTBR1((u32)first);
    TTBCR(ttbcr);
    DACR(dacr | 3u << (2 * HARNESS_DOMAIN));
    SCTLR(SCTLR_M | sctlr);
    invalidate_tlbs();
}

static void report(const char *what, u32 sctlr, u32 dacr)
{
    enable(0, sctlr, dacr);
    say("short.%s", what);
    say_accesses(VA);
    say("short.at.%s", what);
    say_at(VA);
    reset_controls();
}

static void page(u32 descriptor, u32 domain)
{
    first[VA >> 20] = (u32)second | 1 | DOMAIN(domain);
    for (u32 i = 0; i < 16; i++)
        second[i] = descriptor;
}

static void supersection(u32 descriptor)
{
    for (u32 i = 0; i < 16; i++)
        first[(VA >> 20 & ~15u) + i] = descriptor;
}

/* A leaf of each kind that leads from VA to TARGET; both are multiples of 16 MB. */
static void leaf(u32 kind, u32 ap, u32 domain, u32 xn, u32 pxn)
{
    fresh();
    switch (kind) {
    case 0: first[VA >> 20] = TARGET | SECTION(ap) | DOMAIN(domain) | xn << 4 | pxn; break;
    case 1: supersection((TARGET & 0xff000000) | SUPERSECTION(ap) | xn << 4 | pxn); break;
    case 2: page(TARGET | LARGE(ap) | xn << 15, domain); break;
    default: page(TARGET | SMALL(ap) | xn, domain); break;
    }
    if (kind >= 2)
        first[VA >> 20] |= pxn << 2;
}

static const char *const names[] = { "section", "supersection", "large", "small" };

static void faults(void)
{
    fresh();
    report("l1.invalid", 0, 1);
    fresh();
    first[VA >> 20] = DOMAIN(7);
    report("l1.invalid.domain7", 0, 1);
    fresh();
    page(0, 7);
    report("l2.invalid.domain7", 0, 1 << 14);
    for (u32 kind = 0; kind < 4; kind++) {
        leaf(kind, OPEN, 0, 0, 0);
        report(names[kind], 0, 1);
    }
}

static void permissions(void)
{
    for (u32 kind = 0; kind < 4; kind++)
        for (u32 ap = 0; ap < 8; ap++) {
            if (ap == 4)
                continue;                   /* reserved */
            leaf(kind, ap, 0, 0, 0);
            enable(0, 0, 1);
            say("short.%s.ap%d", names[kind], ap);
            say_accesses(VA);
            reset_controls();
        }
    for (u32 kind = 0; kind < 4; kind++)
        for (u32 never = 1; never < 4; never++) {
            leaf(kind, OPEN, 0, never & 1, never >> 1);
            enable(0, 0, 1);
            say("short.%s.xn%d.pxn%d", names[kind], never & 1, never >> 1);
            say_accesses(VA);
            reset_controls();
        }
    for (u32 bits = 1; bits < 4; bits++)
        for (u32 ap = 1; ap < 4; ap++) {
            leaf(3, ap, 0, 0, 0);
            enable(0, (bits & 1 ? SCTLR_WXN : 0) | (bits & 2 ? SCTLR_UWXN : 0), 1);
            say("short.small.ap%d.wxn%d.uwxn%d", ap, bits & 1, bits >> 1);
            say_accesses(VA);
            reset_controls();
        }
}

static void access_flag(void)
{
    for (u32 kind = 0; kind < 4; kind++)
        for (u32 ap = 0; ap < 8; ap++) {
            leaf(kind, ap, 0, 0, 0);
            enable(0, SCTLR_AFE, 1);
            say("short.%s.afe.ap%d", names[kind], ap);
            say_accesses(VA);
            reset_controls();
        }
}

static void domains(void)
{
    for (u32 kind = 0; kind < 4; kind++)
        for (u32 domain = 0; domain < 4; domain++) {
            u32 number = kind == 1 ? 0 : 9;
            leaf(kind, 0, number, 1, 0);
            enable(0, 0, domain << (2 * number));
            say("short.%s.domain%d", names[kind], domain);
            say_accesses(VA);
            reset_controls();
        }
}

/* TTBR0's table is the smaller one; both hold the harness as far as it belongs to them. */
static void splits(void)
{
    for (u32 n = 1; n < 8; n++) {
        fresh();
        u32 *lower = allocate(0x4000 >> n);
        u32 last = (0x80000000u >> (n - 1)) - 0x100000, above = last + 0x100000;
        if (n == 1) {
            last = 0x7ff00000;
            above = 0x80000000;
            for (u32 at = SNIPPETS; at < SNIPPETS + 0x200000; at += 0x100000)
                lower[at >> 20] = first[at >> 20];
        }
        lower[0] = lower[last >> 20] = TARGET | SECTION(OPEN);
        first[above >> 20] = first[4095] = (TARGET + 0x100000) | SECTION(OPEN);
        for (u32 pd = 0; pd < 3; pd++) {
            enable(n, 0, 1);
            TTBR0((u32)lower);
            invalidate_tlbs();
            u32 kept = n == 1 ? 2 : 1;      /* the half that the harness needs stays */
            if (pd == 1 && kept == 1)
                TTBCR(n | 1 << 4);
            else if (pd == 2 && kept == 2)
                TTBCR(n | 1 << 5);
            else if (pd)
                continue;
            say("short.split.n%d.pd%d", n, pd);
            say(" 0");
            say_at(0);
            say("short.split.n%d.pd%d last", n, pd);
            say_at(last);
            say("short.split.n%d.pd%d above", n, pd);
            say_at(above);
            say("short.split.n%d.pd%d top", n, pd);
            say_at(0xfff00000);
        }
        reset_controls();
    }
}

static void alignment(void)
{
    static const char *const types[] = { "normal", "device", "strongly-ordered" };
    for (u32 a = 0; a < 2; a++)
        for (u32 type = 0; type < 3; type++) {
            fresh();
            u32 tex = type == 0 ? 3 << 2 | 1 << 12 : type == 1 ? 1 << 2 : 0;
            first[VA >> 20] = TARGET | 2 | OPEN << 10 | tex;
            enable(0, a ? SCTLR_A : 0, 1);
            say("short.unaligned.a%d.%s usr ", a, types[type]);
            misaligned(USR, VA);
            say_result(VA + 1);
            say(" svc ");
            misaligned(SVC, VA);
            say_result(VA + 1);
            say("\n");
            reset_controls();
        }
}

/* Addresses above 32 bits, and where the walk itself goes wrong, by translation only. */
static void outputs(void)
{
    fresh();
    supersection(0x8a900000 | SUPERSECTION(OPEN) | DOMAIN(5));
    enable(0, 0, 1);
    say("short.at.supersection.high");
    say_at(VA + 0x345678);
    reset_controls();
}

/* ASIDs: a page that is not global, remapped without maintenance under another ASID. */
static void maintenance(void)
{
    for (u32 global = 0; global < 2; global++) {
        leaf(3, OPEN, 0, 0, 0);
        for (u32 i = 0; i < 16; i++)
            second[i] |= global ? 0 : 1 << 11;
        enable(0, 0, 1);
        CONTEXTIDR(1);
        access(SVC, READ, VA);
        page(0, 0);
        CONTEXTIDR(2);
        if (!global) {
            say("short.asid.other");
            access(SVC, READ, VA);
            say(" ");
            say_result(VA);
            say("\n");
        }
        CONTEXTIDR(1);
        CP15_WRITE(0, c8, c7, 1, VA | (global ? 2 : 1));        /* TLBIMVA */
        say("short.tlbimva.%s", global ? "global" : "asid");
        access(SVC, READ, VA);
        say(" ");
        say_result(VA);
        say("\n");
        reset_controls();
    }
}

void sweep_short(void)
{
    faults();
    permissions();
    access_flag();
    domains();
    splits();
    alignment();
    outputs();
    maintenance();
}

/* One access, or one translation, in one mode. */
#include "probe.h"

#define END 0xef000e0du         /* SVC #0xe0d, which ends what ran through */

extern char vectors_start[], vectors_end[], snippets_start[], snippets_end[];
extern char snippet_read[], snippet_write[], snippet_execute[], snippet_at[];

struct cpu cpu;
static u32 pool = POOL;

static void copy(u32 to, const char *start, const char *end)
{
    for (const u32 *word = (const u32 *)start; word < (const u32 *)end; word++, to += 4)
        *(volatile u32 *)to = *word;
}

void write_snippets(void)
{
    copy(VECTORS, vectors_start, vectors_end);
    copy(SNIPPETS, snippets_start, snippets_end);
    for (u32 at = TARGET; at < TARGET + TARGET_SIZE; at += 4)
        *(volatile u32 *)at = END;
    invalidate_tlbs();
}

void reset_pool(void)
{
    pool = POOL;
}

void *allocate(u32 size)
{
    u32 at = (pool + size - 1) & -size;
    pool = at + size;
    for (u32 word = at; word < pool; word += 4)
        *(volatile u32 *)word = 0;
    return (void *)at;
}

void invalidate_tlbs(void)
{
    asm volatile("dsb sy\n"
        "mcr p15, 4, %0, c8, c7, 0\n"       /* TLBIALLH */
        "mcr p15, 4, %0, c8, c7, 4\n"       /* TLBIALLNSNH */
        "mcr p15, 0, %0, c7, c5, 0\n"       /* ICIALLU */
        "dsb sy\n isb" : : "r"(0) : "memory");
}

/* Everything open, nothing trapped, MMUs off. */
void reset_controls(void)
{
    HCR(0);
    VTCR(0x80000000);
    VTTBR(0);
    SCTLR(0);
    TTBCR(0);
    TTBR0_64(0);
    TTBR1_64(0);
    DACR(0);
    MAIR0(0);
    MAIR1(0);
    CONTEXTIDR(0);
    CP15_WRITE(0, c12, c0, 0, VECTORS);     /* VBAR */
    invalidate_tlbs();
}

static void run_at(enum mode mode, const char *snippet, u32 r0)
{
    cpu.r[0] = r0;
    cpu.r[1] = END;                         /* what a store leaves is what was there */
    cpu.r[2] = cpu.r[3] = 0;
    cpu.pc = SNIPPETS + (u32)(snippet - snippets_start);
    cpu.cpsr = mode;
    run(&cpu);
}

void access(enum mode mode, enum access what, u32 va)
{
    run_at(mode, what == READ ? snippet_read : what == WRITE ? snippet_write : snippet_execute, va);
}

void misaligned(enum mode mode, u32 va)
{
    run_at(mode, snippet_read, va + 1);
}

u64 translate(enum mode mode, u32 kind, u32 va)
{
    u32 index = (kind & 0x40 ? 8 : 0) + (kind & 7);
    run_at(mode, snippet_at + 16 * index, va);
    return (u64)cpu.r[3] << 32 | cpu.r[2];
}

static u32 from_pl1(void)
{
    return cpu.slot == 0x14 && cpu.hsr >> 26 == 0x12 && (cpu.hsr & 0xf000) == 0x1000;
}

void say_result(u32 va)
{
    if (from_pl1()) {
        switch (cpu.hsr & 0xff) {
        case 0x08:
            say("ok");
            return;
        case 0x0c:
            say("P%x", cpu.ifsr);
            if (cpu.ifar != va)
                say("@%x", cpu.ifar);
            return;
        case 0x10:
            say("D%x", cpu.dfsr);
            if (cpu.dfar != va)
                say("@%x", cpu.dfar);
            return;
        default:
            say("slot%x", cpu.hsr & 0xff);
            return;
        }
    }
    if (cpu.slot == 8 && cpu.hsr >> 26 == 0x11) {
        say("ok");
        return;
    }
    /* IL is UNKNOWN for instruction aborts, and for data aborts without a valid syndrome. */
    u32 ec = cpu.hsr >> 26;
    u32 unknown = ec == 0x20 || ec == 0x21 || ((ec == 0x24 || ec == 0x25) && !(cpu.hsr & 1 << 24)) ? 1 << 25 : 0;
    say("H%x:%x", cpu.slot, cpu.hsr & ~unknown);
    u32 far = ec == 0x20 || ec == 0x21 ? cpu.hifar : cpu.hdfar;
    if (far != va)
        say("@%x", far);
    if (ec == 0x20 || ec == 0x24)
        say("/%x", cpu.hpfar);
}

void say_accesses(u32 va)
{
    static const enum mode modes[] = { USR, SVC };
    for (u32 m = 0; m < 2; m++) {
        say(m ? " svc" : " usr");
        for (u32 what = READ; what <= EXECUTE; what++) {
            access(modes[m], (enum access)what, va);
            say(" ");
            say_result(va);
        }
    }
    say("\n");
}

/* The attributes of the 32-bit format are no fact: QEMU reports none. */
void say_at(u32 va)
{
    for (u32 kind = 0; kind < 4; kind++) {
        u64 par = translate(SVC, kind, va);
        if (!from_pl1() || (cpu.hsr & 0xff) != 8) {
            say(" ");
            say_result(va);
        } else if (par >> 32 || (u32)par & 0x800)
            say(" %x:%x", (u32)(par >> 32), (u32)par);
        else
            say(" %x", (u32)par & ((u32)par & 1 ? 0xffffffff : 0xfffff003));
    }
    say("\n");
}

/* Stage 2 under a flat stage 1: faults of every level, permissions, the syndromes an emulator of devices needs. */
#include "translation.h"

#define IPA 0x12345a5a0000ul        /* cut down to the size of the IPA space */
#define GOOD (D_AF | D_SH | D_MEM2 | D_S2AP(3))

extern const struct named access_forms[];
void run_form(const struct named *form, u64 va, u64 pstate);

static struct space space;
static u32 page_bits;
static const char *name;

static void fresh(u32 input_bits, u32 first)
{
    reset_pool();
    make_stage2_space(&space, page_bits, input_bits, first);
    map_harness(&space, GOOD);
}

static u64 ipa_of(u32 level, u32 input_bits)
{
    u64 size = 1ul << level_shift(page_bits, level);
    return (IPA & (BIT(input_bits) - 1) & -size) | (TARGET & (size - 1));
}

static u64 target(u32 level)
{
    return TARGET & -(1ul << level_shift(page_bits, level));
}

static void report(const char *what, u32 level, u32 input_bits, u64 ipa)
{
    enable_stage2(&space, page_bits, input_bits, 0, 0);
    say("s2.%s.%dbits.first%d.l%d.%s", T(name), input_bits, space.first, level, T(what));
    say_accesses(ipa);
    say("at2.%s.%dbits.first%d.l%d.%s", T(name), input_bits, space.first, level, T(what));
    say_at(ipa);
    disable_stage2();
}

static void faults_of_levels(u32 input_bits, u32 first)
{
    for (u32 level = first; level < 4; level++) {
        u64 ipa = ipa_of(level, input_bits);
        fresh(input_bits, first);
        *descriptor(&space, ipa, level) = 0;
        report("invalid", level, input_bits, ipa);
        if (level < 3) {
            fresh(input_bits, first);
            *descriptor(&space, ipa, level) = BIT(47) | D_TABLE;
            report("table.address-size", level, input_bits, ipa);
        }
        if (level < 2 - (page_bits == 12))
            continue;
        fresh(input_bits, first);
        map(&space, ipa & -(1ul << level_shift(page_bits, level)), target(level), level, GOOD);
        report("good", level, input_bits, ipa);
        fresh(input_bits, first);
        map(&space, ipa & -(1ul << level_shift(page_bits, level)), target(level), level, GOOD & ~D_AF);
        report("no-af", level, input_bits, ipa);
        fresh(input_bits, first);
        map(&space, ipa & -(1ul << level_shift(page_bits, level)), BIT(47), level, GOOD);
        report("address-size", level, input_bits, ipa);
    }
    fresh(input_bits, first);
    report("outside", first, input_bits, BIT(input_bits) | 0x1000);
}

static void permissions(void)
{
    for (u32 ap = 0; ap < 4; ap++)
        for (u32 xn = 0; xn < 2; xn++)
            for (u32 device = 0; device < 2; device++) {
                fresh(39, 1);
                u64 ipa = ipa_of(3, 39);
                map(&space, ipa & ~0xffful, TARGET, 3, D_AF | (device ? D_DEVICE2 : D_MEM2 | D_SH) | D_S2AP(ap) | (xn ? D_XN : 0));
                enable_stage2(&space, 12, 39, 0, 0);
                say("s2.permission s2ap=%d xn=%d device=%d", ap, xn, device);
                say_accesses(ipa);
                say("at2.permission s2ap=%d xn=%d device=%d", ap, xn, device);
                say_at(ipa);
                disable_stage2();
            }
}

/* What a trapped access tells the hypervisor. */
static void syndromes(void)
{
    static const struct { const char *name; u64 offset; u64 attributes; } pages[] = {
        { "unmapped", 0x2000, 0 }, { "unmapped+1", 0x2001, 0 }, { "over-the-end", 0x0ffc, 0 }, { "read-only", 0x5100, 0 },
    };
    fresh(39, 1);
    u64 ipa = ipa_of(3, 39) & ~0xfffful;
    map(&space, ipa, TARGET, 3, GOOD);
    map(&space, ipa + 0x5000, TARGET, 3, D_AF | D_SH | D_MEM2 | D_S2AP(1));
    enable_stage2(&space, 12, 39, 0, 0);
    for (u32 p = 0; p < LENGTH(pages); p++)
        for (u32 level = 0; level < 2; level++)
            for (const struct named *form = access_forms; form->name; form++) {
                run_form(form, ipa + pages[p].offset, level ? EL0T : EL1H);
                if (ended())
                    continue;
                say("s2.form.%s el%d %s: ", T(pages[p].name), 1 - level, T(form->name));
                say_touch(ipa + pages[p].offset);
                if (cpu.x[0] != ipa + pages[p].offset)
                    say(" x0=%x", cpu.x[0]);
                say("\n");
            }
    disable_stage2();
}

/* VTCR_EL2 that makes no sense: only AT, as nothing could run. */
static void bad_controls(void)
{
    for (u32 sl0 = 0; sl0 < 4; sl0++)
        for (u32 t0sz = 16; t0sz <= 40; t0sz += 4) {
            fresh(39, 1);
            enable_stage2(&space, 12, 39, 0, 0);
            WRITE(VTCR_EL2, (READ(VTCR_EL2) & ~0xfful) | sl0 << 6 | t0sz);
            say("at2.vtcr sl0=%d t0sz=%d", sl0, t0sz);
            say_at(TARGET);
            disable_stage2();
        }
}

void sweep_stage2(void)
{
    for (const struct granule *g = granules; g->name; g++) {
        if (!granule_supported(g))
            continue;
        page_bits = g->bits;
        name = g->name;
        if (page_bits == 12) {
            faults_of_levels(39, 1);
            faults_of_levels(40, 1);        /* two tables side by side */
            faults_of_levels(33, 2);        /* eight */
            if (parange_bits() >= 44)
                faults_of_levels(44, 0);
        } else if (page_bits == 14) {
            faults_of_levels(40, 1);
            faults_of_levels(36, 2);
        } else {
            faults_of_levels(40, 2);
            faults_of_levels(33, 2);
        }
    }
    page_bits = 12;
    name = "4k";
    permissions();
    syndromes();
    bad_controls();
}

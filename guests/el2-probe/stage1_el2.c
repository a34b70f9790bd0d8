/* Stage 1 of EL2: the same faults in the regime with one privilege level; the probe itself runs in it meanwhile. */
#include "translation.h"

#define VA 0x925a5a5a0000ul
#define INPUT_BITS 48
#define OPEN (D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(1))

static struct space space;
static const struct granule *granule;

/* Devices and the probe's own RAM, one to one, in the largest blocks that every granule has. */
static void map_probe(void)
{
    u32 level = 2;
    u64 size = 1ul << level_shift(granule->bits, level);
    for (u64 a = 0x08000000 & -size; a < 0x0a000000; a += size)
        map(&space, a, a, level, D_AF | D_ATTR(ATTR_DEVICE) | D_AP(1) | D_XN);
    for (u64 a = 0x40000000; a < 0x44000000; a += size)
        map(&space, a, a, level, OPEN);
}

static void fresh(void)
{
    reset_pool();
    make_space(&space, granule->bits, INPUT_BITS);
    map_probe();
}

static void enable(u64 tcr_set)
{
    u64 tcr = BIT(31) | BIT(23) | parange() << 16 | (u64)granule->tg0 << 14 | 3 << 12 | 1 << 10 | 1 << 8 | (64 - INPUT_BITS);
    WRITE(MAIR_EL2, MAIR_VALUE);
    WRITE(TTBR0_EL2, space.root);
    WRITE(TCR_EL2, tcr | tcr_set);
    invalidate_tlbs();
    WRITE(SCTLR_EL2, 0x30c50830 | 1);
}

static void disable(void)
{
    WRITE(SCTLR_EL2, 0x30c50830);
    WRITE(TCR_EL2, BIT(31) | BIT(23));
    WRITE(TTBR0_EL2, 0);
    invalidate_tlbs();
}

static void say_rwx(u64 va)
{
    static const char *const names[] = { "r", "w", "x" };
    for (u32 access = 0; access < 3; access++) {
        touch(access, va, EL2H);
        say(" %s=", T(names[access]));
        say_touch(va);
    }
    static const char *const forms[] = { "s1e2r", "s1e2w" };
    for (u32 i = 0; i < 2; i++) {
        u64 esr = system_operation(encode(1, 4, 7, 8, i), va);
        if (esr)
            say(" %s=exception:%x", T(forms[i]), esr);
        else
            say(" %s=%x", T(forms[i]), READ(PAR_EL1));
    }
    say("\n");
}

static void report(const char *what, u32 level, u64 va)
{
    enable(0);
    say("el2.%s.l%d.%s", T(granule->name), level, T(what));
    say_rwx(va);
    disable();
}

static u32 block_level(u32 level)
{
    return level >= 2 || (level == 1 && granule->bits == 12);
}

static u64 target(u32 level)
{
    return TARGET & -(1ul << level_shift(granule->bits, level));
}

static u64 va_of(u32 level)
{
    u64 size = 1ul << level_shift(granule->bits, level);
    return (VA & -size) | (TARGET & (size - 1));
}

static void faults_of_levels(void)
{
    fresh();
    for (u32 level = space.first; level < 4; level++) {
        fresh();
        *descriptor(&space, VA, level) = 0;
        report("invalid", level, VA);
        if (level < 3) {
            fresh();
            *descriptor(&space, VA, level) = BIT(47) | D_TABLE;
            report("table.address-size", level, VA);
        }
        if (!block_level(level))
            continue;
        fresh();
        map(&space, VA, target(level), level, OPEN);
        report("good", level, va_of(level));
        fresh();
        map(&space, VA, target(level), level, OPEN & ~D_AF);
        report("no-af", level, va_of(level));
        fresh();
        map(&space, VA, BIT(47), level, OPEN);
        report("address-size", level, va_of(level));
    }
}

/* AP[1] is RES1 here, bit 53 (PXN) is ignored. WXN would take the probe's own code away. */
static void permissions(void)
{
    for (u32 ap = 0; ap < 4; ap++)
        for (u32 xn = 0; xn < 4; xn++) {
            fresh();
            map(&space, VA, target(3), 3, D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(ap) | (u64)xn << 53);
            enable(0);
            say("el2.%s.l3.permission ap=%d bit53=%d xn=%d", T(granule->name), ap, xn & 1, xn >> 1);
            say_rwx(va_of(3));
            disable();
        }
}

/* One TTBR: the upper half faults whatever its tag; TBI is bit 20. */
static void outside(void)
{
    u64 va = va_of(3);
    u64 vas[] = { va, va | BIT(48), va | BIT(55), va | BIT(56), va | 0xfful << 56, va | 0xfffful << 48 };
    for (u32 i = 0; i < LENGTH(vas); i++)
        for (u32 tbi = 0; tbi < 2; tbi++) {
            fresh();
            map(&space, VA, target(3), 3, OPEN);
            enable((u64)tbi << 20);
            say("el2.%s.va=%x tbi=%d", T(granule->name), vas[i], tbi);
            say_rwx(vas[i]);
            disable();
        }
}

static void table_permissions(void)
{
    for (u32 bits = 0; bits < 16; bits++) {
        fresh();
        map(&space, VA, target(3), 3, OPEN);
        *descriptor(&space, VA, 2) |= (u64)bits << 59;
        enable(0);
        say("el2.%s.l2.table-permission bit59=%d xn=%d ap=%d", T(granule->name), bits & 1, bits >> 1 & 1, bits >> 2);
        say_rwx(va_of(3));
        disable();
    }
}

void sweep_stage1_el2(void)
{
    for (granule = granules; granule->name; granule++) {
        if (!granule_supported(granule))
            continue;
        faults_of_levels();
        outside();
        table_permissions();
    }
    granule = granules;
    permissions();
    reset_controls();
}

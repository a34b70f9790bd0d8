/* Stage 1 of EL1&0: every fault at every level of every granule, permissions, attributes. */
#include "translation.h"

/* A VA that shares no table but the root with the harness, in any granule. */
#define VA 0x925a5a5a0000ul
#define INPUT_BITS 48
#define HARNESS (D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(3))
#define OPEN    (D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(1))

static struct space space;
static const struct granule *granule;

static void fresh(u32 input_bits)
{
    reset_pool();
    make_space(&space, granule->bits, input_bits);
    map_harness(&space, HARNESS);
}

static void report(const char *what, u32 level, u32 input_bits, u64 va, u64 tcr_set, u64 tcr_clear, u64 sctlr_set)
{
    enable_stage1(&space, granule, input_bits, tcr_set, tcr_clear, sctlr_set);
    say("s1.%s.l%d.%s", T(granule->name), level, T(what));
    say_accesses(va);
    say("at.%s.l%d.%s", T(granule->name), level, T(what));
    say_at(va);
    disable_stage1();
}

static u32 block_level(u32 level)
{
    return level == 3 || level == 2 || (level == 1 && granule->bits == 12);
}

static u64 target(u32 level)
{
    return TARGET & -(1ul << level_shift(granule->bits, level));
}

/* The address in a block at `level` that comes out at TARGET. */
static u64 va_of(u32 level)
{
    u64 size = 1ul << level_shift(granule->bits, level);
    return (VA & -size) | (TARGET & (size - 1));
}

static void faults_of_levels(void)
{
    fresh(INPUT_BITS);
    for (u32 level = space.first; level < 4; level++) {
        fresh(INPUT_BITS);
        *descriptor(&space, VA, level) = 0;
        report("invalid", level, INPUT_BITS, VA, 0, 0, 0);

        fresh(INPUT_BITS);
        *descriptor(&space, VA, level) = target(level) | OPEN | (level == 3 ? D_BLOCK : D_VALID);
        report(block_level(level) && level != 3 ? "block" : "reserved", level, INPUT_BITS, va_of(level), 0, 0, 0);

        if (level < 3) {
            fresh(INPUT_BITS);
            *descriptor(&space, VA, level) = BIT(45) | D_TABLE;
            report("table.address-size", level, INPUT_BITS, VA, 0, 7ul << 32, 0);
        }
        if (!block_level(level))
            continue;
        fresh(INPUT_BITS);
        map(&space, VA, target(level), level, OPEN);
        report("good", level, INPUT_BITS, va_of(level), 0, 0, 0);
        fresh(INPUT_BITS);
        map(&space, VA, target(level), level, OPEN & ~D_AF);
        report("no-af", level, INPUT_BITS, va_of(level), 0, 0, 0);
        fresh(INPUT_BITS);
        map(&space, VA, BIT(40), level, OPEN);
        report("address-size", level, INPUT_BITS, va_of(level), 0, 7ul << 32, 0);
        fresh(INPUT_BITS);
        map(&space, VA, target(level), level, OPEN | D_CONT | D_NG);
        report("contiguous", level, INPUT_BITS, va_of(level), 0, 0, 0);
    }
    fresh(INPUT_BITS);
    space.root |= BIT(46);
    enable_stage1(&space, granule, INPUT_BITS, 0, 7ul << 32, 0);
    say("at.%s.ttbr.address-size", T(granule->name));      /* running there could not even fetch the vectors */
    say_at(VA);
    disable_stage1();
}

static void permissions(u32 level)
{
    for (u32 wxn = 0; wxn < 2; wxn++)
        for (u32 ap = 0; ap < 4; ap++)
            for (u32 xn = 0; xn < 4; xn++) {
                fresh(INPUT_BITS);
                map(&space, VA, target(level), level, D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(ap) | (u64)xn << 53);
                enable_stage1(&space, granule, INPUT_BITS, 0, 0, wxn ? BIT(19) : 0);
                say("s1.%s.l%d.permission ap=%d pxn=%d uxn=%d wxn=%d", T(granule->name), level, ap, xn & 1, xn >> 1, wxn);
                say_accesses(va_of(level));
                say("at.%s.l%d.permission ap=%d pxn=%d uxn=%d wxn=%d", T(granule->name), level, ap, xn & 1, xn >> 1, wxn);
                say_at(va_of(level));
                disable_stage1();
            }
}

/* APTable, PXNTable and UXNTable in the table above a page that allows everything. */
static void table_permissions(void)
{
    for (u32 bits = 0; bits < 16; bits++) {
        fresh(INPUT_BITS);
        map(&space, VA, target(3), 3, OPEN);
        *descriptor(&space, VA, 2) |= (u64)bits << 59;
        enable_stage1(&space, granule, INPUT_BITS, 0, 0, 0);
        say("s1.%s.l2.table-permission pxn=%d uxn=%d ap=%d", T(granule->name), bits & 1, bits >> 1 & 1, bits >> 2);
        say_accesses(va_of(3));
        disable_stage1();
    }
}

/* Sizes of the input, and addresses outside it. */
static void input_sizes(void)
{
    static const u8 sizes[] = { 48, 42, 39, 36, 33, 31 };       /* the harness lives below 2 GB */
    for (u32 i = 0; i < LENGTH(sizes); i++) {
        u32 bits = sizes[i];
        u64 va = 0x5a5a0000ul & (BIT(bits) - 1);
        reset_pool();
        make_space(&space, granule->bits, bits);
        map_harness(&space, HARNESS);
        map(&space, va, TARGET, 3, OPEN);
        enable_stage1(&space, granule, bits, 0, 0, 0);
        say("s1.%s.t0sz=%d first=%d", T(granule->name), 64 - bits, space.first);
        say_accesses(va);
        u64 outside[] = { BIT(bits) | va, BIT(55) | va, BIT(56) | va, 0xfful << 56 | va, -BIT(bits) | va };
        for (u32 j = 0; j < LENGTH(outside); j++)
            for (u32 tbi = 0; tbi < 2; tbi++) {
                WRITE(TCR_EL1, (READ(TCR_EL1) & ~BIT(37)) | (u64)tbi << 37);
                say("s1.%s.t0sz=%d va=%x tbi0=%d", T(granule->name), 64 - bits, outside[j], tbi);
                say_accesses(outside[j]);
            }
        WRITE(TCR_EL1, READ(TCR_EL1) | BIT(7));     /* EPD0: every access faults, the vectors' too */
        say("at.%s.t0sz=%d.epd0", T(granule->name), 64 - bits);
        say_at(va);
        disable_stage1();
    }
}

/* TTBR1 with the same tables: the top half, TBI1 and EPD1. */
static void upper_half(void)
{
    static const u8 tg1[] = { 2, 1, 3 };            /* 4K, 16K, 64K as TG1 says it */
    u64 va = 0x5a5a0000ul | -BIT(39), tg = tg1[granule - granules];
    reset_pool();
    make_space(&space, granule->bits, 39);
    map_harness(&space, HARNESS);
    map(&space, va & (BIT(39) - 1), TARGET, 3, OPEN);
    enable_stage1(&space, granule, 39, 25ul << 16 | 5ul << 24 | 3ul << 28 | tg << 30, BIT(23), 0);
    WRITE(TTBR1_EL1, space.root);
    invalidate_tlbs();
    u64 vas[] = { va, va & ~BIT(39), va & ~BIT(40), va & ~BIT(55), va & ~BIT(56), va & ~(0xfful << 56) };
    for (u32 i = 0; i < LENGTH(vas); i++)
        for (u32 tbi = 0; tbi < 2; tbi++) {
            WRITE(TCR_EL1, (READ(TCR_EL1) & ~BIT(38)) | (u64)tbi << 38);
            say("s1.%s.ttbr1 va=%x tbi1=%d", T(granule->name), vas[i], tbi);
            say_accesses(vas[i]);
        }
    WRITE(TCR_EL1, READ(TCR_EL1) | BIT(23));
    say("s1.%s.ttbr1.epd1", T(granule->name));
    say_accesses(va);
    disable_stage1();
}

/* Memory types as PAR_EL1 tells them. */
static void attributes(void)
{
    static const u8 types[] = { 0x00, 0x04, 0x08, 0x0c, 0x44, 0x4f, 0xbb, 0xf4, 0xff, 0xee, 0x88, 0x11 };
    for (u32 i = 0; i < LENGTH(types); i++)
        for (u32 sh = 0; sh < 4; sh++) {
            fresh(INPUT_BITS);
            map(&space, VA, target(3), 3, D_AF | D_ATTR(7) | D_AP(1) | (u64)sh << 8);
            enable_stage1(&space, granule, INPUT_BITS, 0, 0, 0);
            WRITE(MAIR_EL1, MAIR_VALUE | (u64)types[i] << 56);
            say("at.%s.attributes mair=%x sh=%d", T(granule->name), types[i], sh);
            say_at(va_of(3));
            disable_stage1();
        }
}

/* No memory behind a good translation. */
static void nothing_there(void)
{
    fresh(INPUT_BITS);
    map(&space, VA, 0x0f000000, 3, OPEN);
    report("external", 3, INPUT_BITS, VA, 0, 0, 0);
    fresh(INPUT_BITS);
    *descriptor(&space, VA, 2) = 0x0f000000 | D_TABLE;
    report("external-on-walk", 3, INPUT_BITS, VA, 0, 0, 0);
}

void sweep_stage1(void)
{
    for (granule = granules; granule->name; granule++) {
        say("s1.%s supported=%d\n", T(granule->name), granule_supported(granule));
        if (!granule_supported(granule))
            continue;
        faults_of_levels();
        input_sizes();
        upper_half();
        table_permissions();
        nothing_there();
    }
    granule = granules;
    permissions(3);
    permissions(2);
    attributes();
    say("at.mmu-off");
    say_at(TARGET);
}

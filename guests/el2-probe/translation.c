/* Tables of any granule, and accesses through them. */
#include "translation.h"

const struct granule granules[] = { { "4k", 12, 0 }, { "16k", 14, 2 }, { "64k", 16, 1 }, { 0, 0, 0 } };

u32 granule_supported(const struct granule *g)
{
    u64 mmfr0 = READ(ID_AA64MMFR0_EL1);
    if (g->bits == 12)
        return (mmfr0 >> 28 & 15) == 0;
    if (g->bits == 14)
        return (mmfr0 >> 20 & 15) == 1;
    return (mmfr0 >> 24 & 15) == 0;
}

u64 parange(void)
{
    return READ(ID_AA64MMFR0_EL1) & 7;
}

u64 parange_bits(void)
{
    static const u8 bits[] = { 32, 36, 40, 42, 44, 48, 48, 48 };
    return bits[parange()];
}

static u64 next_free = POOL;

void reset_pool(void)
{
    next_free = POOL;
}

u64 new_table(u64 size, u64 alignment)
{
    u64 table = (next_free + alignment - 1) & -alignment;
    next_free = table + size;
    if (next_free > POOL_END)
        say("probe: out of tables\n");
    for (u64 i = 0; i < size; i += 8)
        *(volatile u64 *)(table + i) = 0;
    return table;
}

u32 level_shift(u32 bits, u32 level)
{
    return bits + (3 - level) * (bits - 3);
}

void make_space(struct space *s, u32 bits, u32 input_bits)
{
    s->bits = bits;
    s->first = 3;
    while (s->first > 0 && level_shift(bits, s->first - 1) < input_bits)
        s->first--;
    s->root_entries = 1 << (input_bits - level_shift(bits, s->first));
    s->root = new_table(1ul << bits, 1ul << bits);
}

/* Stage 2 names its first level itself; a root of up to 16 tables side by side. */
void make_stage2_space(struct space *s, u32 bits, u32 input_bits, u32 first)
{
    s->bits = bits;
    s->first = first;
    u32 shift = level_shift(bits, first);
    s->root_entries = input_bits > shift ? 1u << (input_bits - shift) : 1;
    u64 size = s->root_entries * 8 > 1u << bits ? s->root_entries * 8 : 1u << bits;
    s->root = new_table(size, size);
}

u64 *descriptor(struct space *s, u64 va, u32 level)
{
    u64 table = s->root;
    for (u32 l = s->first;; l++) {
        u64 entries = l == s->first && s->root_entries > 1u << (s->bits - 3) ? s->root_entries : 1u << (s->bits - 3);
        u64 *entry = (u64 *)table + (va >> level_shift(s->bits, l) & (entries - 1));
        if (l == level)
            return entry;
        if (!(*entry & D_VALID))
            *entry = new_table(1ul << s->bits, 1ul << s->bits) | D_TABLE;
        table = *entry & 0xfffffffff000ul & -(1ul << s->bits);
    }
}

void map(struct space *s, u64 va, u64 pa, u32 level, u64 attributes)
{
    *descriptor(s, va, level) = pa | attributes | (level == 3 ? D_PAGE : D_BLOCK);
}

/* The arena, EL1's vectors and the scratch page, page by page, where they are. */
void map_harness(struct space *s, u64 attributes)
{
    for (u64 a = ARENA; a < SCRATCH + 0x10000; a += 1ul << s->bits)
        map(s, a, a, 3, attributes);
}

void enable_stage1(struct space *s, const struct granule *g, u32 input_bits, u64 tcr_set, u64 tcr_clear, u64 sctlr_set)
{
    /* TTBR1 off, inner shareable write-back walks. */
    u64 tcr = (64 - input_bits) | 1 << 8 | 1 << 10 | 3 << 12 | (u64)g->tg0 << 14 | BIT(23) | parange() << 32;
    WRITE(MAIR_EL1, MAIR_VALUE);
    WRITE(TTBR0_EL1, s->root);
    WRITE(TCR_EL1, (tcr & ~tcr_clear) | tcr_set);
    invalidate_tlbs();
    WRITE(SCTLR_EL1, READ(SCTLR_EL1) | 1 | sctlr_set);
}

void disable_stage1(void)
{
    reset_controls();
}

void enable_stage2(struct space *s, u32 bits, u32 input_bits, u64 vtcr_set, u64 hcr_set)
{
    u64 tg0 = bits == 12 ? 0 : bits == 14 ? 2 : 1;
    u64 sl0 = bits == 12 ? 2 - s->first : 3 - s->first;
    u64 ps = parange() > 5 ? 5 : parange();
    WRITE(VTCR_EL2, BIT(31) | ps << 16 | tg0 << 14 | 3 << 12 | 1 << 10 | 1 << 8 | sl0 << 6 | (64 - input_bits) | vtcr_set);
    WRITE(VTTBR_EL2, s->root);
    WRITE(HCR_EL2, BIT(31) | 1 | hcr_set);
    invalidate_tlbs();
}

void disable_stage2(void)
{
    reset_controls();
}

void touch(enum access access, u64 va, u64 pstate)
{
    begin();
    add(access == READ_ACCESS ? 0xf9400001 : access == WRITE_ACCESS ? 0xf9000002 : 0xd61f0000);    /* LDR x1, [x0]; STR x2, [x0]; BR x0 */
    cpu.x[0] = va;
    cpu.x[2] = END | (u64)END << 32;
    invalidate_tlbs();
    finish(pstate);
}

void say_touch(u64 va)
{
    if (ended()) {
        say("ok");
        return;
    }
    say("%d:%x", event.el, event.esr);
    if (event.slot != 0x400 && event.slot != 0x200)
        say(",slot=%x", event.slot);
    u32 ec = event.esr >> 26;
    if (event.far != va && ec >= 0x20 && ec <= 0x25)
        say(",far=%x", event.far);
    if (event.el == 2 && (ec == 0x20 || ec == 0x24))
        say(",hpfar=%x", event.hpfar);
    if (event.elr != ARENA && event.elr != va)
        say(",elr=%x", event.elr);
}

void say_accesses(u64 va)
{
    static const char *const names[] = { "r", "w", "x" };
    for (u32 level = 0; level < 2; level++) {
        say(" el%d", 1 - level);
        for (u32 access = 0; access < 3; access++) {
            touch(access, va, level == 0 ? EL1H : EL0T);
            say(" %s=", T(names[access]));
            say_touch(va);
        }
    }
    say("\n");
}

/* PAR_EL1 of the stage 1 and the two-stage forms, asked at EL2. */
void say_at(u64 va)
{
    static const struct { const char *name; u32 op1, op2; } forms[] = {
        { "s1e1r", 0, 0 }, { "s1e1w", 0, 1 }, { "s1e0r", 0, 2 }, { "s1e0w", 0, 3 },
        { "s12e1r", 4, 4 }, { "s12e1w", 4, 5 }, { "s12e0r", 4, 6 }, { "s12e0w", 4, 7 },
    };
    invalidate_tlbs();
    for (u32 i = 0; i < LENGTH(forms); i++) {
        u64 esr = system_operation(encode(1, forms[i].op1, 7, 8, forms[i].op2), va);
        if (esr)
            say(" %s=exception:%x", T(forms[i].name), esr);
        else
            say(" %s=%x", T(forms[i].name), READ(PAR_EL1));
    }
    say("\n");
}

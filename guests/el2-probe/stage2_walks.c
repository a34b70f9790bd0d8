/* Both stages at once: faults on stage 1's own walk, permissions of two stages together, HCR_EL2.DC, PTW, VMID. */
#include "translation.h"

#define VA 0x925a5a5a0000ul
#define INPUT_BITS 48
#define IPA_BITS 39
#define OPEN (D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(1))
#define GOOD (D_AF | D_SH | D_MEM2 | D_S2AP(3))

static struct space first, second;

/* Stage 1 maps VA to TARGET; stage 2 maps the harness, the tables and TARGET one to one, in 4 KB pages. */
static void fresh(void)
{
    reset_pool();
    make_space(&first, 12, INPUT_BITS);
    map_harness(&first, D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(3));
    map(&first, VA, TARGET, 3, OPEN);
    make_stage2_space(&second, 12, IPA_BITS, 1);
    map_harness(&second, GOOD);
    map(&second, TARGET, TARGET, 3, GOOD);
    for (u64 a = POOL; a < POOL + 0x40000; a += 0x1000)
        map(&second, a, a, 3, GOOD);
}

static void enable(u64 hcr_set)
{
    enable_stage1(&first, &granules[0], INPUT_BITS, 0, 0, 0);
    enable_stage2(&second, 12, IPA_BITS, 0, hcr_set);
}

/* key tells the cases of one kind apart. */
static void report(const char *what, u32 key, u64 hcr_set)
{
    enable(hcr_set);
    say("s12.%s.%x", T(what), key);
    say_accesses(VA);
    say("at12.%s.%x", T(what), key);
    say_at(VA);
    disable_stage2();
}

/* The page of the stage 1 table that holds the descriptor of `level` for VA. */
static u64 table_page(u32 level)
{
    return (u64)descriptor(&first, VA, level) & ~0xffful;
}

static void faults_on_walks(void)
{
    for (u32 level = 1; level < 4; level++) {
        fresh();
        *descriptor(&second, table_page(level), 3) = 0;
        report("walk.unmapped.l", level, 0);
        fresh();
        *descriptor(&second, table_page(level), 3) &= ~D_AF;
        report("walk.no-af.l", level, 0);
        fresh();
        *descriptor(&second, table_page(level), 3) = table_page(level) | D_AF | D_SH | D_MEM2 | D_S2AP(1) | D_PAGE;
        report("walk.read-only.l", level, 0);
        fresh();
        *descriptor(&second, table_page(level), 3) = table_page(level) | D_AF | D_SH | D_MEM2 | D_S2AP(0) | D_PAGE;
        report("walk.no-access.l", level, 0);
        for (u32 ptw = 0; ptw < 2; ptw++) {
            fresh();
            *descriptor(&second, table_page(level), 3) = table_page(level) | D_AF | D_DEVICE2 | D_S2AP(3) | D_PAGE;
            report(ptw ? "walk.device.ptw" : "walk.device", level, ptw ? BIT(2) : 0);
        }
        fresh();
        *descriptor(&first, VA, level - 1) = BIT(40) | D_TABLE;
        report("walk.outside.l", level, 0);
    }
}

static void faults_behind_walks(void)
{
    fresh();
    report("good", 0, 0);
    fresh();
    *descriptor(&second, TARGET, 3) = 0;
    report("unmapped", 0, 0);
    fresh();
    *descriptor(&second, TARGET, 3) &= ~D_AF;
    report("no-af", 0, 0);
    fresh();
    map(&first, VA, BIT(40), 3, OPEN);
    report("outside", 0, 0);
    for (u32 ap = 0; ap < 4; ap++)
        for (u32 s2ap = 0; s2ap < 4; s2ap++)
            for (u32 xn = 0; xn < 2; xn++) {
                fresh();
                map(&first, VA, TARGET, 3, D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(ap));
                map(&second, TARGET, TARGET, 3, D_AF | D_SH | D_MEM2 | D_S2AP(s2ap) | (xn ? D_XN : 0));
                report("permission.ap-s2ap-xn", ap << 8 | s2ap << 4 | xn, 0);
            }
}

/* Attributes of both stages together, as AT S12E1R tells them. */
static void combined_attributes(void)
{
    static const u8 first_types[] = { 0x00, 0x04, 0x44, 0xbb, 0xff };
    for (u32 t = 0; t < LENGTH(first_types); t++)
        for (u32 memattr = 0; memattr < 16; memattr++)
            for (u32 sh = 0; sh < 4; sh += 2) {
                fresh();
                map(&first, VA, TARGET, 3, D_AF | D_ATTR(7) | D_AP(1) | 3 << 8);
                map(&second, TARGET, TARGET, 3, D_AF | (u64)memattr << 2 | D_S2AP(3) | (u64)sh << 8);
                enable(0);
                WRITE(MAIR_EL1, MAIR_VALUE | (u64)first_types[t] << 56);
                invalidate_tlbs();
                u64 esr = system_operation(encode(1, 4, 7, 8, 4), VA);
                say("at12.attributes mair=%x memattr=%x sh=%d s12e1r=%x\n", first_types[t], memattr, sh, esr ? esr : READ(PAR_EL1));
                disable_stage2();
            }
}

/* Stage 1 off: HCR_EL2.DC makes it cacheable, CD takes that away; AT tells both. AT issued at EL1 traps a fault on its walk. */
static void switches(void)
{
    static const u64 settings[] = { 0, BIT(12), BIT(12) | BIT(32), BIT(32) };
    for (u32 i = 0; i < LENGTH(settings); i++) {
        fresh();
        enable_stage2(&second, 12, IPA_BITS, 0, settings[i]);
        say("at2.hcr=%x", settings[i]);
        say_at(TARGET);
        disable_stage2();
    }
    for (u32 level = 1; level < 4; level++) {
        fresh();
        *descriptor(&second, table_page(level), 3) = 0;
        enable(0);
        run_one(encode(1, 0, 7, 8, 0), VA, EL1H);       /* AT S1E1R, x0 */
        say("at12.el1 l%d s1e1r: ", level);
        say_event();
        say(" par=%x\n", READ(PAR_EL1));
        disable_stage2();
    }
    fresh();
    *descriptor(&second, TARGET, 3) = 0;
    enable(0);
    run_one(encode(1, 0, 7, 8, 0), VA, EL1H);
    say("at12.el1 behind s1e1r: ");
    say_event();
    say(" par=%x\n", READ(PAR_EL1));
    disable_stage2();
}

void sweep_stage2_walks(void)
{
    faults_on_walks();
    faults_behind_walks();
    combined_attributes();
    switches();
}

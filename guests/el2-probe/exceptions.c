/* Synchronous exceptions: slot, syndrome, PSTATE before and after, alignment of PC and SP, and ERET in all its forms. */
#include "probe.h"

static const u64 modes[] = { EL0T, EL1T, EL1H, EL2T, EL2H };
static const char *const mode_names[] = { "el0t", "el1t", "el1h", "el2t", "el2h" };

/* The whole of an entry. */
static void say_entry(void)
{
    say("el%d/%x esr=%x spsr=%x entry=%x", event.el, event.slot, event.esr, event.spsr, event.entry);
    if (event.elr - ARENA < 0x1000)
        say(" elr=+%x", event.elr - ARENA);
    else
        say(" elr=%x", event.elr);
}

static void entries(void)
{
    static const struct { const char *name; u32 word; } causes[] = {
        { "svc 0", 0xd4000001 }, { "svc ffff", 0xd41fffe1 }, { "hvc 0", 0xd4000002 }, { "hvc ffff", 0xd41fffe2 },
        { "brk 0", 0xd4200000 }, { "brk ffff", 0xd43fffe0 }, { "hlt 0", 0xd4400000 }, { "udf 0", 0x00000000 }, { "udf 1", 0x00000001 },
        { "eret", 0xd69f03e0 }, { "drps", 0xd6bf03e0 }, { "dcps1", 0xd4a00001 }, { "dcps2", 0xd4a00002 }, { "unallocated", 0xffffffff },
    };
    static const u64 flags[] = { 0, 0xf0000000, 0xa0000000 };
    for (u32 c = 0; c < LENGTH(causes); c++)
        for (u32 m = 0; m < LENGTH(modes); m++) {
            if (causes[c].word == 0xd69f03e0 && m != 0)
                continue;                   /* ERET above EL0 has its own sweep */
            run_one(causes[c].word, 0, modes[m]);
            say("entry %s %s: ", T(mode_names[m]), T(causes[c].name));
            say_entry();
            say("\n");
        }
    /* NZCV and DAIF of the interrupted code, nothing being pending. */
    for (u32 m = 0; m < LENGTH(modes); m++)
        for (u32 f = 0; f < LENGTH(flags); f++)
            for (u32 daif = 0; daif < 16; daif += 5) {
                u64 pstate = (modes[m] & 0xf) | flags[f] | daif << 6;
                run_one(0xd4000001, 0, pstate);
                say("entry pstate=%x svc: ", pstate);
                say_entry();
                say("\n");
            }
}

/* PSTATE.IL from SPSR.IL: the instruction does not matter any more. */
static void illegal_state(void)
{
    for (u32 m = 0; m < LENGTH(modes); m++) {
        run_one(0xd503201f, 0, modes[m] | BIT(20));
        say("illegal-state %s: ", T(mode_names[m]));
        say_entry();
        say("\n");
    }
}

static void pc_alignment(void)
{
    for (u32 m = 0; m < LENGTH(modes); m++)
        for (u32 offset = 1; offset < 4; offset++) {
            begin();
            add(0xd503201f);
            add(0xd503201f);
            cpu.pc = ARENA + 4 + offset;
            finish(modes[m]);
            say("pc %s eret +%d: ", T(mode_names[m]), offset);
            say_event();
            say("\n");

            begin();
            add(0xd61f0000);                /* BR x0 */
            cpu.x[0] = ARENA + 0x100 + offset;
            finish(modes[m]);
            say("pc %s br +%d: ", T(mode_names[m]), offset);
            say_event();
            say("\n");
        }
}

static void sp_alignment(void)
{
    static const struct { const char *name; u32 word; } uses[] = {
        { "ldr x1,[sp]", 0xf94003e1 }, { "str x1,[sp]", 0xf90003e1 }, { "ldp x1,x2,[sp],16", 0xa8c10be1 },
        { "ldr x1,[sp,8]", 0xf94007e1 }, { "ldr q0,[sp]", 0x3dc003e0 }, { "ldxr x1,[sp]", 0xc85f7fe1 },
        { "add x1,sp,1", 0x910007e1 }, { "prfm [sp]", 0xf98003e0 }, { "dc zva", 0xd50b7420 },
    };
    for (u32 setting = 0; setting < 2; setting++)
        for (u32 m = 0; m < LENGTH(modes); m++)
            for (u32 u = 0; u < LENGTH(uses); u++) {
                u64 bits = BIT(3) | BIT(4);
                WRITE(SCTLR_EL1, (READ(SCTLR_EL1) & ~bits) | (setting ? bits : 0));
                WRITE(SCTLR_EL2, (READ(SCTLR_EL2) & ~BIT(3)) | (setting ? BIT(3) : 0));
                begin();
                add(uses[u].word);
                cpu.x[0] = SCRATCH;
                cpu.sp[0] = SCRATCH + 0x1008;
                cpu.sp[1] = SCRATCH + 0x2008;
                cpu.sp[2] = SCRATCH + 0x3008;
                finish(modes[m]);
                say("sp sa=%d %s %s: ", setting, T(mode_names[m]), T(uses[u].name));
                say_event();
                say("\n");
            }
    WRITE(SCTLR_EL2, 0x30c50830);
    reset_controls();
}

/* HVC disabled at EL2 itself, and debug exceptions routed up. */
static void routed(void)
{
    WRITE(HCR_EL2, BIT(31) | BIT(29));
    run_one(0xd4000002, 0, EL2H);
    say("hcd el2h hvc: ");
    say_entry();
    say("\n");
    reset_controls();
    for (u32 m = 0; m < LENGTH(modes); m++) {
        WRITE(MDCR_EL2, READ(MDCR_EL2) | BIT(8));
        run_one(0xd4200000, 0, modes[m]);
        say("tde %s brk: ", T(mode_names[m]));
        say_entry();
        say("\n");
        reset_controls();
    }
}

void sweep_exceptions(void)
{
    WRITE(SCTLR_EL2, 0x30c50830);
    entries();
    illegal_state();
    pc_alignment();
    sp_alignment();
    routed();
}

/* ERET from EL2 or EL1 with every M; it lands on a NOP and END. */
static void eret(const char *what, u64 from, u64 spsr, u64 elr_offset)
{
    u32 spsr_msr = from == EL2H ? 0xd51c4000 : 0xd5184000;     /* MSR SPSR_ELx, x0 */
    u32 elr_msr = from == EL2H ? 0xd51c4021 : 0xd5184021;      /* MSR ELR_ELx, x1 */
    begin();
    add(spsr_msr);
    add(elr_msr);
    add(ISB);
    add(0xd69f03e0);
    add(0xd503201f);
    cpu.x[0] = spsr;
    cpu.x[1] = ARENA + elr_offset;
    finish(from);
    say("eret el%d %s spsr=%x: ", from >> 2 & 3, T(what), spsr);
    say_entry();
    say("\n");
}

void sweep_returns(void)
{
    static const u64 from[] = { EL2H, EL1H };
    for (u32 f = 0; f < 2; f++) {
        for (u64 m = 0; m < 32; m++)
            if (m != 0x10)                  /* AArch32 EL0 may be legal: nothing here could run there */
                eret("mode", from[f], 0x3c0 | m, 16);
        static const u64 modes_of_interest[] = { 0x0, 0x4, 0x5, 0x6, 0x9, 0x13 };
        for (u32 i = 0; i < LENGTH(modes_of_interest); i++) {
            u64 m = modes_of_interest[i];
            eret("flags", from[f], 0xf0000000 | m, 16);
            eret("flags", from[f], 0x50000140 | m, 16);
            eret("il", from[f], 0x1003c0 | m, 16);
            eret("reserved", from[f], 0xffc20ul | m, 16);
            eret("misaligned", from[f], 0x3c0 | m, 18);
        }
        WRITE(HCR_EL2, BIT(31) | BIT(27));
        if (from[f] == EL2H) {
            eret("tge", from[f], EL1H, 16);
            eret("tge", from[f], EL0T, 16);
            WRITE(HCR_EL2, 0);
            eret("rw=0", from[f], EL1H, 16);
        }
        reset_controls();
    }
}

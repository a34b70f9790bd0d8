/* Snippets: written into the arena, run at an EL, judged by the exception that ended them. */
#include "probe.h"

struct cpu cpu;
struct event event;
static u32 length;

/* Writes an instruction and makes it visible to fetches (Arm ARM B2.4.4). */
void patch(u64 address, u32 instruction)
{
    store32(address, instruction);
    asm volatile("dc cvau, %0\n dsb ish\n ic ivau, %0\n dsb ish\n isb" : : "r"(address) : "memory");
}

void begin(void)
{
    length = 0;
    for (u32 i = 0; i < 31; i++)
        cpu.x[i] = 0;
    cpu.sp[0] = SCRATCH + 0x1000;
    cpu.sp[1] = SCRATCH + 0x2000;
    cpu.sp[2] = SCRATCH + 0x3000;
    cpu.pc = ARENA;
}

void add(u32 instruction)
{
    patch(ARENA + 4 * length++, instruction);
}

/* An exception that EL1 took arrives here as the HVC of its vector slot. */
static void judge(void)
{
    event.el = 2;
    event.slot = cpu.slot;
    event.esr = cpu.esr;
    event.elr = cpu.elr;
    event.far = cpu.far;
    event.hpfar = cpu.hpfar;
    event.spsr = cpu.spsr;
    event.entry = cpu.entry;
    u32 from_vector = cpu.elr - 4 - EL1_VECTORS < 0x800;
    if (from_vector && cpu.slot == 0x400 && cpu.esr >> 26 == EC_HVC) {
        event.el = 1;
        event.slot = (cpu.esr & 0xffff) - 0x1000;
        event.esr = cpu.esr_el1;
        event.elr = cpu.elr_el1;
        event.far = cpu.far_el1;
        event.spsr = cpu.spsr_el1;
        event.entry = cpu.spsr;
    }
}

void finish(u64 pstate)
{
    add(END);
    cpu.pstate = pstate;
    run(&cpu);
    judge();
}

u32 ended(void)
{
    return event.esr >> 26 == EC_SVC && (event.esr & 0xffff) == END_IMM && !(event.slot & 0x180);
}

u32 undefined(void)
{
    return event.esr >> 26 == EC_UNKNOWN && !(event.slot & 0x180);
}

/* "el2/400 esr=... elr=+4 far=..."; addresses in the arena are offsets, FAR only for aborts and PC alignment. */
void say_event(void)
{
    if (ended()) {
        say("ok");
        return;
    }
    say("el%d/%x", event.el, event.slot);
    if (!(event.slot & 0x180)) {
        say(" esr=%x", event.esr);
        u32 ec = event.esr >> 26;
        if ((ec >= 0x20 && ec <= 0x25) || ec == 0x34 || ec == 0x35)
            say(" far=%x", event.far);
        if (event.el == 2 && (ec == 0x20 || ec == 0x24))
            say(" hpfar=%x", event.hpfar);
    }
    if (event.elr - ARENA < 0x1000)
        say(" elr=+%x", event.elr - ARENA);
    else
        say(" elr=%x", event.elr);
}

void run_one(u32 instruction, u64 x0, u64 pstate)
{
    begin();
    add(instruction);
    cpu.x[0] = x0;
    finish(pstate);
}

static struct cpu other;

/* One instruction on x0 at EL2 that leaves the snippet and what came of it alone. */
static u64 aside(u32 instruction, u64 x0)
{
    patch(ASIDE, instruction & ~31u);
    patch(ASIDE + 4, END);
    other.x[0] = x0;
    other.sp[2] = SCRATCH + 0x3000;
    other.sp[0] = READ(SP_EL0);
    other.sp[1] = READ(SP_EL1);
    other.pc = ASIDE;
    other.pstate = EL2H;
    run(&other);
    return other.esr >> 26 == EC_SVC ? other.x[0] : 0;
}

u64 read_register(u32 mrs)
{
    return aside(mrs, 0);
}

void write_register(u32 mrs, u64 value)
{
    aside(mrs_to_msr(mrs), value);
}

u64 system_operation(u32 sys, u64 value)
{
    aside(sys, value);
    return other.esr >> 26 == EC_SVC ? 0 : other.esr;
}

void invalidate_tlbs(void)
{
    asm volatile("dsb sy\n tlbi alle1\n tlbi alle2\n dsb sy\n ic iallu\n dsb sy\n isb" : : : "memory");
}

void reset_controls(void)
{
    WRITE(HCR_EL2, BIT(31));
    WRITE(CPTR_EL2, 0x33ff);
    WRITE(MDCR_EL2, READ(PMCR_EL0) >> 11 & 31);
    WRITE(HSTR_EL2, 0);
    WRITE(CNTHCTL_EL2, 3);
    WRITE(CNTVOFF_EL2, 0);
    WRITE(VTTBR_EL2, 0);
    WRITE(VTCR_EL2, BIT(31));
    WRITE(VPIDR_EL2, READ(MIDR_EL1));
    WRITE(VMPIDR_EL2, READ(MPIDR_EL1));
    WRITE(SCTLR_EL1, 0x30d00800 | BIT(26) | BIT(18) | BIT(16) | BIT(15) | BIT(14) | BIT(9));   /* UCI nTWE nTWI UCT DZE UMA */
    WRITE(TCR_EL1, 0);
    WRITE(TTBR0_EL1, 0);
    WRITE(TTBR1_EL1, 0);
    WRITE(MAIR_EL1, 0);
    WRITE(VBAR_EL1, EL1_VECTORS);
    WRITE(CPACR_EL1, 3 << 20);
    WRITE(CNTKCTL_EL1, 0x303);
    WRITE(PMUSERENR_EL0, 1);
    WRITE(MDSCR_EL1, 0);
    WRITE(OSLAR_EL1, 0);
    WRITE(CONTEXTIDR_EL1, 0);
    WRITE(PAR_EL1, 0);
    WRITE(TPIDR_EL0, 0);
    WRITE(TPIDRRO_EL0, 0);
    WRITE(TPIDR_EL1, 0);
    WRITE(S3_3_C4_C2_0, 0);     /* NZCV */
    if (gic_version() == 3) {
        WRITE(S3_4_C12_C9_5, 0xf);      /* ICC_SRE_EL2 */
        WRITE(S3_0_C12_C12_5, 0x7);     /* ICC_SRE_EL1 */
        WRITE(S3_4_C12_C11_0, 0);       /* ICH_HCR_EL2 */
    }
    invalidate_tlbs();
}

/* From an entry point to the kernel: what a boot finds, what it sets up, and its record of the mode. */
#include "kernel.h"
#include "era.h"

word boot_cpu_mode;
static word boots[MAX_CPUS];

#define READ(form) ({ word value_; asm volatile("mrc " form : "=r"(value_)); value_; })
#define CPSR() ({ word value_; asm volatile("mrs %0, cpsr" : "=r"(value_)); value_; })
#define MPIDR "p15, 0, %0, c0, c0, 5"
#define SCTLR "p15, 0, %0, c1, c0, 0"

unsigned cpu_number(void)
{
    return READ(MPIDR) & 0xff;
}

unsigned boot_number(void)
{
    return boots[cpu_number()];
}

/* Once the flag is set, no later CPU matches. */
static void record_mode(word mode)
{
    if (cpu_number() == 0)
        boot_cpu_mode = mode;
    else if (boot_cpu_mode != mode)
        boot_cpu_mode |= BOOT_CPU_MODE_MISMATCH;
}

int hyp_mode_available(void)
{
    return boot_cpu_mode == MODE_HYP;
}

int hyp_mode_mismatched(void)
{
    return boot_cpu_mode >> 31;
}

static void check_install(void)
{
    word low, high;
    check("stub installed, HVBAR", READ("p15, 4, %0, c12, c0, 0"), (word)stub_vectors);
    check("HCR", READ("p15, 4, %0, c1, c1, 0"), 0);
    check("HCPTR traps", READ("p15, 4, %0, c1, c1, 2") & 0x80108c00, 0);
    check("HSTR", READ("p15, 4, %0, c1, c1, 3"), 0);
    check("HSCTLR TE, EE, WXN, I, C, A, M", READ("p15, 4, %0, c1, c0, 0") & HSCTLR_MASK, 0);
    check("CNTHCTL", READ("p15, 4, %0, c14, c1, 0") & 3, 3);
    asm volatile("mrrc p15, 4, %0, %1, c14" : "=r"(low), "=r"(high));
    check("CNTVOFF", low | high, 0);
    asm volatile("mrrc p15, 6, %0, %1, c2" : "=r"(low), "=r"(high));
    check("VTTBR.VMID, which nobody wrote", high >> 16 & 0xff, 0);
    check("VPIDR is MIDR", READ("p15, 4, %0, c0, c0, 0") == READ("p15, 0, %0, c0, c0, 0"), 1);
    check("VMPIDR is MPIDR", READ("p15, 4, %0, c0, c0, 5") == READ(MPIDR), 1);
}

void kernel_low(int kind);

void boot_main(int kind)
{
    unsigned cpu = cpu_number();
    const struct arrival *arrival = &arrivals[cpu];
    word mode = arrival->cpsr & MODE_MASK;
    boots[cpu] = kind == BOOT_RESTART || kind == BOOT_AT_SVC ? boots[cpu] + 1 : 1;
    arrived[cpu] = 1;

    check("entered in mode", mode, kind == BOOT_WRONG_MODE || kind == BOOT_AT_SVC ? MODE_SVC : MODE_HYP);
    check("CPSR A, I, F", arrival->cpsr & PSR_AIF, PSR_AIF);
    check("SCTLR M and C", arrival->sctlr & 5, 0);
    if (mode == MODE_HYP)
        check("HSCTLR I, C, A, M", arrival->hsctlr & HSCTLR_OFF_MASK, 0);
    if (kind == BOOT_RESTART)
        check_arrival(arrival, boots[cpu]);
    record_mode(mode);
    if (hyp_mode_mismatched() || mode != MODE_HYP)
        note("no stub");
    else
    {
        install_stub();
        check_install();
    }
    if (mode == MODE_HYP)
        drop_to_svc(kind);
    kernel_low(kind);
}

/* In SVC with its MMU off. */
void kernel_low(int kind)
{
    check("kernel in mode", CPSR() & MODE_MASK, MODE_SVC);
    check("CPSR A, I, F", CPSR() & PSR_AIF, PSR_AIF);
    check("SCTLR M and C", READ(SCTLR) & 5, 0);
    if (kind == BOOT_SPIN)
        pen_wait();
    enter_kernel(kind);
}

/* In SVC by the kernel's virtual addresses. */
void kernel_high(int kind)
{
    unsigned cpu = cpu_number();
    check("SVC's MMU on, PC above PAGE_OFFSET", virtual(kernel_high) >= 0xc0000000, 1);
    check("MPIDR", READ(MPIDR), 0x80000000 + cpu);
    if (hyp_mode_mismatched())
        note("HYP mode not available");
    else
        flow(kind, boots[cpu]);
    if (cpu == 0)
    {
        summary();
        smc(PSCI_SYSTEM_OFF, 0, 0, 0);
    }
    note("CPU off");
    smc(PSCI_CPU_OFF, 0, 0, 0);
}

void restart_came_back(void)
{
    check("soft restart came back", 1, 0);
    summary();
    smc(PSCI_SYSTEM_OFF, 0, 0, 0);
}

void lost(word slot, word lr, word dfsr, word dfar)
{
    check("LOST in SVC, slot", slot, 0);
    check("lr", lr, 0);
    check("DFSR", dfsr, 0);
    check("DFAR", dfar, 0);
    summary();
    smc(PSCI_SYSTEM_OFF, 0, 0, 0);
}

/* From an entry point to the kernel: what a boot finds, what it sets up, and its record of the mode. */
#include "kernel.h"
#include "era.h"

unsigned boot_cpu_mode[2];
static word boots[MAX_CPUS];

unsigned cpu_number(void)
{
    word mpidr;
    asm volatile("mrs %0, MPIDR_EL1" : "=r"(mpidr));
    return mpidr & 0xff;
}

unsigned boot_number(void)
{
    return boots[cpu_number()];
}

static void record_mode(int el)
{
    if (el == 2)
        boot_cpu_mode[1] = BOOT_CPU_MODE_EL2;
    else
        boot_cpu_mode[0] = BOOT_CPU_MODE_EL1;
}

int hyp_mode_available(void)
{
    return boot_cpu_mode[0] == BOOT_CPU_MODE_EL2 && boot_cpu_mode[1] == BOOT_CPU_MODE_EL2;
}

int hyp_mode_mismatched(void)
{
    return boot_cpu_mode[0] != boot_cpu_mode[1];
}

#define READ(name) ({ word value_; asm volatile("mrs %0, " #name : "=r"(value_)); value_; })

void kernel_low(int kind);

static void install_stub(void)
{
    set_up_el2();
    asm volatile("msr VBAR_EL2, %0; isb" : : "r"(stub_vectors));
    check("stub installed, VBAR_EL2", READ(VBAR_EL2), (word)stub_vectors);
    check("SCTLR_EL2", READ(SCTLR_EL2), SCTLR_EL2_RES1);
    check("HCR_EL2", READ(HCR_EL2), HCR_RW);
    check("CNTHCTL_EL2", READ(CNTHCTL_EL2) & 3, 3);
    check("CNTVOFF_EL2", READ(CNTVOFF_EL2), 0);
    check("CPTR_EL2", READ(CPTR_EL2), CPTR_NO_TRAPS);
    check("HSTR_EL2", READ(HSTR_EL2), 0);
    check("VTTBR_EL2", READ(VTTBR_EL2), 0);
    check("VPIDR_EL2 is MIDR_EL1", READ(VPIDR_EL2) == READ(MIDR_EL1), 1);
    check("VMPIDR_EL2 is MPIDR_EL1", READ(VMPIDR_EL2) == READ(MPIDR_EL1), 1);
}

void boot_main(int kind)
{
    unsigned cpu = cpu_number();
    const struct arrival *arrival = &arrivals[cpu];
    int el = kind == BOOT_WRONG_MODE || kind == BOOT_AT_EL1 ? 1 : 2;
    boots[cpu] = kind == BOOT_RESTART || kind == BOOT_AT_EL1 ? boots[cpu] + 1 : 1;
    if (cpu == 0)
    {
        /* A new kernel brings new data. */
        boot_cpu_mode[0] = BOOT_CPU_MODE_EL2;
        boot_cpu_mode[1] = BOOT_CPU_MODE_EL1;
#ifdef EARLY_MODE_RECORD
        boot_cpu_mode[1] = 0;
#endif
    }
    arrived[cpu] = 1;

    check("entered at EL", arrival->el, el);
    check("DAIF", arrival->daif, 0x3c0);
    check("SCTLR_EL1 M and C", arrival->sctlr_el1 & 5, 0);
    if (arrival->el == 2)
    {
        check("SPSel", arrival->spsel, 1);
        check("SCTLR_EL2 I, SA, C, A, M", arrival->sctlr_el2 & SCTLR_MMU_MASK, 0);
    }
    if (kind == BOOT_PRIMARY)
        build_tables();
    if (kind == BOOT_RESTART)
        check_arrival(arrival, boots[cpu]);
    record_mode(arrival->el);
    if (arrival->el == 2)
    {
        install_stub();
#ifdef BEFORE_DROP
        BEFORE_DROP;
#endif
        drop_to_el1(kind);
    }
    kernel_low(kind);
}

/* At EL1 with its MMU off. */
void kernel_low(int kind)
{
    check("kernel at EL", READ(CurrentEL) >> 2, 1);
    if (kind != BOOT_WRONG_MODE && kind != BOOT_AT_EL1)
    {
        check("SPSel", READ(SPSel), 1);
        check("DAIF", READ(DAIF), 0x3c0);
        check("SCTLR_EL1", READ(SCTLR_EL1), SCTLR_EL1_RES1);
    }
    if (kind == BOOT_SPIN)
        pen_wait();
    enter_kernel(kind);
}

/* At EL1 by the kernel's virtual addresses. */
void kernel_high(int kind)
{
    unsigned cpu = cpu_number();
    check("EL1 MMU on, PC - PA", (word)&kernel_high - (word)physical(&kernel_high), VA_OFFSET);
    check("MPIDR_EL1", READ(MPIDR_EL1), 0x80000000 + cpu);
    if (kind == BOOT_WRONG_MODE)
        note("no EL2 for this CPU");
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

void lost(word slot, word esr, word elr, word far)
{
    check("LOST at EL1, slot", slot, 0);
    check("ESR_EL1", esr, 0);
    check("ELR_EL1", elr, 0);
    check("FAR_EL1", far, 0);
    summary();
    smc(PSCI_SYSTEM_OFF, 0, 0, 0);
}

/* The second CPU: by PSCI, out of a spin-table, and in the wrong mode. */
#include "kernel.h"

volatile word arrived[MAX_CPUS], pen_reached, cpu_release_addr;
static volatile word in_pen, pen_release;

/* After its own set-up of HYP and drop, as Linux does it. */
void pen_wait(void)
{
    note("in the pen");
    in_pen = 1;
    asm volatile("dsb; sev" : : : "memory");
    while (pen_release != cpu_number())
        asm volatile("wfe");
}

static word cpu_on(const void *entry)
{
    arrived[1] = 0;
    return smc(PSCI_CPU_ON, 1, physical(entry), 0);
}

static void wait_until_off(void)
{
    while (!arrived[1])
        ;
    while (smc(PSCI_AFFINITY_INFO, 1, 0, 0) != 1)
        ;
}

void start_secondaries(void)
{
    word answer = cpu_on(secondary_entry);
    if (answer == (word)-2)
    {
        note("no second CPU");
        return;
    }
    wait_until_off();                               /* it prints, so this CPU does not */
    check("CPU_ON(1)", answer, 0);
    check("mode record", boot_cpu_mode, MODE_HYP);
    check("all CPUs started in HYP mode", hyp_mode_available(), 1);

    pen_release = -1;
    check("CPU_ON(1) into a spin-table", cpu_on(firmware_pen), 0);
    while (!pen_reached)
        ;
    check("it waits, arrived", arrived[1], 0);
    cpu_release_addr = physical(secondary_holding_pen);
    asm volatile("dsb; sev" : : : "memory");
    while (!in_pen)
        ;
    note("releasing cpu1 from the pen");
    pen_release = 1;
    asm volatile("dsb; sev" : : : "memory");
    wait_until_off();
    check("all CPUs started in HYP mode", hyp_mode_available(), 1);

    answer = cpu_on(firmware_wrong_mode);
    wait_until_off();
    check("CPU_ON(1) in the wrong mode", answer, 0);
    check("mode record", boot_cpu_mode, MODE_HYP | BOOT_CPU_MODE_MISMATCH);
    check("CPUs started in wrong/inconsistent modes", hyp_mode_mismatched(), 1);
    check("HYP mode available", hyp_mode_available(), 0);

    /* Even a CPU in the right mode is a mismatch from now on, and gets no stub. */
    answer = cpu_on(secondary_entry);
    wait_until_off();
    check("CPU_ON(1) once more", answer, 0);
    check("mode record", boot_cpu_mode, MODE_HYP | BOOT_CPU_MODE_MISMATCH);
}

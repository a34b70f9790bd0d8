/* WFI until the virtual timer's interrupt, a hundred times; GICv2 or GICv3, whichever is there. */
#include "guest.h"

#define GICD 0x08000000ul
#define GICC 0x08010000ul
#define GICR 0x080a0000ul
#define TIMER_PPI 27
#define TICKS 100

static volatile u64 ticks;
static u32 version;

static void set_up_interrupts(void)
{
    version = READ(ID_AA64PFR0_EL1) >> 24 & 15 ? 3 : 2;
    if (version == 3) {
        store32(GICR + 0x14, 0);                                        /* wake */
        while (load32(GICR + 0x14) & 4)
            ;
        store32(GICD, 0x10);
        store32(GICD, 0x12);                                            /* ARE, group 1 */
        store32(GICR + 0x10080, ~0u);
        *(volatile u8 *)(GICR + 0x10400 + TIMER_PPI) = 0x80;
        store32(GICR + 0x10100, 1u << TIMER_PPI);
        WRITE(S3_0_C12_C12_5, 7);                                       /* ICC_SRE_EL1 */
        WRITE(S3_0_C4_C6_0, 0xf0);                                      /* ICC_PMR_EL1 */
        WRITE(S3_0_C12_C12_7, 1);                                       /* ICC_IGRPEN1_EL1 */
    } else {
        store32(GICD, 1);
        *(volatile u8 *)(GICD + 0x400 + TIMER_PPI) = 0x80;
        store32(GICD + 0x100, 1u << TIMER_PPI);
        store32(GICC + 4, 0xf0);
        store32(GICC, 1);
    }
}

static void next_deadline(void)
{
    WRITE(CNTV_CVAL_EL0, READ(CNTVCT_EL0) + READ(CNTFRQ_EL0) / 1000);
    WRITE(CNTV_CTL_EL0, 1);
}

void guest_interrupt(void)
{
    u64 id = version == 3 ? READ(S3_0_C12_C12_0) : load32(GICC + 12);
    if (id == TIMER_PPI) {
        ticks++;
        if (ticks < TICKS)
            next_deadline();
        else
            WRITE(CNTV_CTL_EL0, 0);
    }
    if (version == 3)
        WRITE(S3_0_C12_C12_1, id);
    else
        store32(GICC + 16, id);
}

void guest_main(u64 device_tree __attribute__((unused)))
{
    set_up_interrupts();

    /* Masked, WFI still ends when the interrupt comes; nothing is taken. */
    next_deadline();
    do
        asm volatile("wfi");
    while (!(READ(CNTV_CTL_EL0) & 4));
    put_result("wfi masked ticks", ticks);

    /* Unmasked; with the mask on around the test, no wake-up can be lost. */
    while (ticks < TICKS) {
        asm volatile("wfi\n msr DAIFClr, #2\n isb\n msr DAIFSet, #2" : : : "memory");
    }
    put_result("wfi ticks", ticks);

    /* SEV before WFE: it does not wait. */
    asm volatile("sevl\n wfe\n sev\n wfe");
    put("wfi done\n");
}

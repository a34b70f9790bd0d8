/* GICv2: distributor and the memory-mapped CPU interface. */
#include "gic.h"

enum { CTLR = 0, PMR = 4, BPR = 8, IAR = 12, EOIR = 16, RPR = 20, HPPIR = 24, ABPR = 28, AIAR = 32, AEOIR = 36, AHPPIR = 40, APR0 = 0xd0, IIDR = 0xfc, DIR = 0x1000 };

static void registers(void)
{
    static const struct gic_register reads[] = {
        { "GICD_CTLR", GICD }, { "GICD_TYPER", GICD + 4 }, { "GICD_IIDR", GICD + 8 }, { "GICD_IGROUPR0", GICD + GICD_IGROUPR },
        { "GICD_ISENABLER0", GICD + GICD_ISENABLER }, { "GICD_ITARGETSR0", GICD + GICD_ITARGETSR }, { "GICD_ITARGETSR7", GICD + GICD_ITARGETSR + 28 },
        { "GICD_ITARGETSR8", GICD + GICD_ITARGETSR + 32 }, { "GICD_ICFGR0", GICD + GICD_ICFGR }, { "GICD_ICFGR1", GICD + GICD_ICFGR + 4 },
        { "GICD_ICFGR2", GICD + GICD_ICFGR + 8 }, { "GICD_PIDR0", GICD + 0xfe0 }, { "GICD_PIDR1", GICD + 0xfe4 }, { "GICD_PIDR2", GICD + 0xfe8 },
        { "GICC_CTLR", GICC + CTLR }, { "GICC_PMR", GICC + PMR }, { "GICC_BPR", GICC + BPR }, { "GICC_IAR", GICC + IAR }, { "GICC_RPR", GICC + RPR },
        { "GICC_HPPIR", GICC + HPPIR }, { "GICC_ABPR", GICC + ABPR }, { "GICC_APR0", GICC + APR0 }, { "GICC_IIDR", GICC + IIDR },
        { "GICH_HCR", GICH }, { "GICH_VTR", GICH + 4 }, { "GICH_VMCR", GICH + 8 }, { "GICH_MISR", GICH + 0x10 }, { "GICH_EISR0", GICH + 0x20 },
        { "GICH_ELRSR0", GICH + 0x30 }, { "GICH_APR", GICH + 0xf0 }, { "GICV_CTLR", GICV + CTLR }, { "GICV_PMR", GICV + PMR }, { "GICV_BPR", GICV + BPR },
        { "GICV_IAR", GICV + IAR }, { "GICV_RPR", GICV + RPR }, { "GICV_HPPIR", GICV + HPPIR }, { "GICV_IIDR", GICV + IIDR },
    };
    static const struct gic_write writes[] = {
        { "GICD_CTLR", GICD, 0xffffffff }, { "GICD_TYPER", GICD + 4, 0 }, { "GICD_IGROUPR0", GICD + GICD_IGROUPR, ~0u }, { "GICD_IGROUPR1", GICD + GICD_IGROUPR + 4, ~0u },
        { "GICD_ISENABLER0", GICD + GICD_ISENABLER, ~0u }, { "GICD_ICENABLER0", GICD + GICD_ICENABLER, ~0u }, { "GICD_ISENABLER1", GICD + GICD_ISENABLER + 4, 0x80000001 },
        { "GICD_IPRIORITYR0", GICD + GICD_IPRIORITYR, 0xffffffff }, { "GICD_IPRIORITYR8", GICD + GICD_IPRIORITYR + 32, 0x12345678 },
        { "GICD_ITARGETSR0", GICD + GICD_ITARGETSR, 0xffffffff }, { "GICD_ITARGETSR8", GICD + GICD_ITARGETSR + 32, 0xffffffff },
        { "GICD_ICFGR0", GICD + GICD_ICFGR, 0 }, { "GICD_ICFGR1", GICD + GICD_ICFGR + 4, 0xffffffff }, { "GICD_ICFGR2", GICD + GICD_ICFGR + 8, 0xffffffff },
        { "GICC_CTLR", GICC + CTLR, 0xffffffff }, { "GICC_PMR", GICC + PMR, 0xff }, { "GICC_PMR", GICC + PMR, 0x12345 }, { "GICC_BPR", GICC + BPR, 0 }, { "GICC_BPR", GICC + BPR, 7 },
        { "GICC_ABPR", GICC + ABPR, 0 }, { "GICC_ABPR", GICC + ABPR, 7 },
        { "GICH_HCR", GICH, 0xffffffff }, { "GICH_VMCR", GICH + 8, 0xffffffff }, { "GICH_VMCR", GICH + 8, 0 }, { "GICH_LR0", GICH + 0x100, 0xffffffff }, { "GICH_LR3", GICH + 0x10c, 0xffffffff },
        { "GICH_LR4", GICH + 0x110, 0xffffffff }, { "GICH_APR", GICH + 0xf0, 0xffffffff },
    };
    say_registers("gicv2", reads, LENGTH(reads));
    say_writes("gicv2", writes, LENGTH(writes));
    store32(GICD + GICD_ICENABLER, ~0u);
    store32(GICD + GICD_ICENABLER + 4, ~0u);
}

static void say_interface(const char *what)
{
    say("gicv2 %s: hppir=%x ahppir=%x rpr=%x apr0=%x isr=%x pend=%x act=%x\n", T(what), load32(GICC + HPPIR), load32(GICC + AHPPIR), load32(GICC + RPR),
        load32(GICC + APR0), READ(ISR_EL1), load32(GICD + GICD_ISPENDR), load32(GICD + GICD_ISACTIVER));
}

static void priority_of(u32 intid, u8 priority)
{
    *(volatile u8 *)(GICD + GICD_IPRIORITYR + intid) = priority;
}

static void set_up(void)
{
    store32(GICD, 3);
    store32(GICD + GICD_ICENABLER, ~0u);
    store32(GICD + GICD_ICPENDR, ~0u);
    store32(GICD + GICD_ICACTIVER, ~0u);
    for (u32 i = 0; i < 16; i += 4)
        store32(GICD + GICD_CPENDSGIR + i, ~0u);
    store32(GICD + GICD_ISENABLER, 0xffff);
    for (u32 i = 0; i < 16; i++)
        priority_of(i, 0x80);
    store32(GICC + PMR, 0xf0);
    store32(GICC + BPR, 0);
    store32(GICC + CTLR, 1);
}

static void sgi(u32 intid)
{
    store32(GICD + GICD_SGIR, 1u << 16 | intid);
    BARRIER();
}

static void life_of_an_sgi(void)
{
    set_up();
    say_interface("idle");
    sgi(3);
    say_interface("sgi 3");
    say("gicv2 spendsgir0=%x\n", load32(GICD + GICD_SPENDSGIR));
    store32(GICC + PMR, 0x80);
    say_interface("sgi 3, pmr=80");
    store32(GICC + PMR, 0xf0);
    store32(GICC + CTLR, 0);
    say_interface("sgi 3, interface off");
    store32(GICC + CTLR, 1);
    store32(GICD, 0);
    say_interface("sgi 3, distributor off");
    store32(GICD, 3);
    say("gicv2 iar=%x\n", load32(GICC + IAR));
    say_interface("sgi 3 active");
    say("gicv2 iar=%x\n", load32(GICC + IAR));
    sgi(3);
    say_interface("sgi 3 active and pending");
    store32(GICC + EOIR, 3);
    say_interface("eoi 3");
    say("gicv2 iar=%x\n", load32(GICC + IAR));
    store32(GICC + EOIR, 3);
    say_interface("done");
    store32(GICD + GICD_SGIR, 2u << 24 | 9);                /* to itself */
    say_interface("sgi 9 to self");
    store32(GICD + GICD_CPENDSGIR + 8, 0xff00);
    say_interface("sgi 9 cleared");
    store32(GICC + CTLR, 1 | 1 << 9);                       /* EOImode */
    sgi(5);
    say("gicv2 ctlr=%x iar=%x\n", load32(GICC + CTLR), load32(GICC + IAR));
    store32(GICC + EOIR, 5);
    say_interface("dropped");
    store32(GICC + DIR, 5);
    say_interface("deactivated");
}

static void preemption(void)
{
    static const u8 points[] = { 0, 2, 4, 7 };
    for (u32 p = 0; p < LENGTH(points); p++) {
        set_up();
        store32(GICC + BPR, points[p]);
        priority_of(1, 0xa0);
        priority_of(2, 0x90);
        priority_of(4, 0x20);
        sgi(1);
        say("gicv2 bpr<-%x: %x iar=%x\n", points[p], load32(GICC + BPR), load32(GICC + IAR));
        sgi(2);
        say_interface("90 over a0");
        sgi(4);
        say_interface("20 over a0");
        say("gicv2 bpr=%x iar=%x\n", points[p], load32(GICC + IAR));
        say_interface("20 active");
        store32(GICC + EOIR, 4);
        say_interface("eoi 4");
        store32(GICC + EOIR, 1);
        say_interface("eoi 1");
        say("gicv2 bpr=%x iar=%x\n", points[p], load32(GICC + IAR));
        store32(GICC + EOIR, 2);
        say_interface("eoi 2");
    }
}

static void shared_and_levels(void)
{
    set_up();
    store32(GICD + GICD_ISENABLER + 4, 1u << 8);
    *(volatile u8 *)(GICD + GICD_IPRIORITYR + 40) = 0x40;
    *(volatile u8 *)(GICD + GICD_ITARGETSR + 40) = 1;
    store32(GICD + GICD_ISPENDR + 4, 1u << 8);
    say("gicv2 spi 40: ispendr1=%x hppir=%x iar=%x", load32(GICD + GICD_ISPENDR + 4), load32(GICC + HPPIR), load32(GICC + IAR));
    say(" isactiver1=%x", load32(GICD + GICD_ISACTIVER + 4));
    store32(GICC + EOIR, 40);
    say(" after eoi isactiver1=%x\n", load32(GICD + GICD_ISACTIVER + 4));
    store32(GICD + GICD_ICENABLER + 4, ~0u);
    store32(GICD + GICD_ISENABLER, 1u << 26);
    WRITE(CNTHP_CVAL_EL2, 0);
    WRITE(CNTHP_CTL_EL2, 1);
    say_interface("ppi 26 high");
    say("gicv2 iar=%x\n", load32(GICC + IAR));
    say_interface("ppi 26 active");
    store32(GICC + EOIR, 26);
    say_interface("ppi 26 still high");
    WRITE(CNTHP_CTL_EL2, 0);
    say_interface("ppi 26 low");
    store32(GICD + GICD_ISPENDR, 1u << 26);
    say_interface("ppi 26 set by software");
    store32(GICD + GICD_ICPENDR, 1u << 26);
    say_interface("ppi 26 cleared");
}

static void delivery(void)
{
    static const u64 modes[] = { 0x0, 0x4, 0x5, 0x8, 0x9 };
    for (u32 routed = 0; routed < 2; routed++)
        for (u32 m = 0; m < LENGTH(modes); m++)
            for (u32 masked = 0; masked < 2; masked++) {
                set_up();
                sgi(6);
                WRITE(HCR_EL2, BIT(31) | (routed ? BIT(4) | BIT(3) : 0));
                run_one(0xd503201f, 0, modes[m] | 0x300 | (masked ? 0xc0 : 0));
                say("gicv2 imo,fmo=%d mode=%x masked=%d isr=%x: ", routed, modes[m], masked, READ(ISR_EL1));
                say_event();
                say("\n");
                set_up();
                reset_controls();
            }
}

void sweep_gicv2(void)
{
    registers();
    life_of_an_sgi();
    preemption();
    shared_and_levels();
    delivery();
    set_up();
    store32(GICD + GICD_ICENABLER, ~0u);
}

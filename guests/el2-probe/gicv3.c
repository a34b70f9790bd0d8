/* GICv3: distributor, redistributor and the physical CPU interface by system registers, at EL2. */
#include "gic.h"

#define ICC_PMR     S3_0_C4_C6_0
#define ICC_HPPIR0  S3_0_C12_C8_2
#define ICC_AP1R0   S3_0_C12_C9_0
#define ICC_DIR     S3_0_C12_C11_1
#define ICC_RPR     S3_0_C12_C11_3
#define ICC_SGI1R   S3_0_C12_C11_5
#define ICC_IAR1    S3_0_C12_C12_0
#define ICC_EOIR1   S3_0_C12_C12_1
#define ICC_HPPIR1  S3_0_C12_C12_2
#define ICC_BPR1    S3_0_C12_C12_3
#define ICC_CTLR    S3_0_C12_C12_4
#define ICC_IGRPEN0 S3_0_C12_C12_6
#define ICC_IGRPEN1 S3_0_C12_C12_7

static void registers(void)
{
    static const struct gic_register reads[] = {
        { "GICD_CTLR", GICD }, { "GICD_TYPER", GICD + 4 }, { "GICD_IIDR", GICD + 8 }, { "GICD_STATUSR", GICD + 0x10 },
        { "GICD_PIDR0", GICD + 0xffe0 }, { "GICD_PIDR1", GICD + 0xffe4 }, { "GICD_PIDR2", GICD + 0xffe8 }, { "GICD_PIDR4", GICD + 0xffd0 }, { "GICD_CIDR0", GICD + 0xfff0 },
        { "GICR_CTLR", GICR }, { "GICR_IIDR", GICR + 4 }, { "GICR_TYPER", GICR + 8 }, { "GICR_TYPER+4", GICR + 12 },
        { "GICR_STATUSR", GICR + 0x10 }, { "GICR_WAKER", GICR + 0x14 }, { "GICR_PIDR2", GICR + 0xffe8 },
        { "GICD_ISENABLER0", GICD + GICD_ISENABLER }, { "GICD_IPRIORITYR0", GICD + GICD_IPRIORITYR }, { "GICD_ITARGETSR8", GICD + GICD_ITARGETSR + 32 },
        { "GICD_SGIR", GICD + GICD_SGIR }, { "GICR_IGROUPR0", GICR_SGI + GICD_IGROUPR }, { "GICR_ISENABLER0", GICR_SGI + GICD_ISENABLER },
        { "GICR_IPRIORITYR0", GICR_SGI + GICD_IPRIORITYR }, { "GICR_ICFGR0", GICR_SGI + GICD_ICFGR }, { "GICR_ICFGR1", GICR_SGI + GICD_ICFGR + 4 },
        { "GICR_ISPENDR0", GICR_SGI + GICD_ISPENDR }, { "GICR_ISACTIVER0", GICR_SGI + GICD_ISACTIVER },
    };
    static const struct gic_write writes[] = {
        { "GICD_CTLR", GICD, 0 }, { "GICD_CTLR", GICD, 0xffffffff }, { "GICD_CTLR", GICD, 0x10 }, { "GICD_TYPER", GICD + 4, 0 },
        { "GICD_IGROUPR1", GICD + GICD_IGROUPR + 4, ~0u }, { "GICD_ISENABLER1", GICD + GICD_ISENABLER + 4, 0x80000001 },
        { "GICD_IPRIORITYR8", GICD + GICD_IPRIORITYR + 32, 0xffffffff }, { "GICD_IPRIORITYR8", GICD + GICD_IPRIORITYR + 32, 0x12345678 },
        { "GICD_ICFGR2", GICD + GICD_ICFGR + 8, 0xffffffff }, { "GICD_ICFGR2", GICD + GICD_ICFGR + 8, 0x55555555 },
        { "GICD_IROUTER32", GICD + GICD_IROUTER + 32 * 8, 0xffffffff }, { "GICD_IROUTER32+4", GICD + GICD_IROUTER + 32 * 8 + 4, 0xffffffff },
        { "GICD_ITARGETSR8", GICD + GICD_ITARGETSR + 32, 0xffffffff },
        { "GICR_CTLR", GICR, 0xffffffff }, { "GICR_WAKER", GICR + 0x14, 0 }, { "GICR_WAKER", GICR + 0x14, 2 },
        { "GICR_IGROUPR0", GICR_SGI + GICD_IGROUPR, ~0u }, { "GICR_ISENABLER0", GICR_SGI + GICD_ISENABLER, ~0u },
        { "GICR_IPRIORITYR0", GICR_SGI + GICD_IPRIORITYR, 0xffffffff }, { "GICR_ICFGR0", GICR_SGI + GICD_ICFGR, 0 },
        { "GICR_ICFGR1", GICR_SGI + GICD_ICFGR + 4, 0xffffffff }, { "GICR_IGRPMODR0", GICR_SGI + 0xd00, ~0u }, { "GICD_IGRPMODR1", GICD + 0xd04, ~0u },
    };
    say_registers("gicv3", reads, LENGTH(reads));
    say_writes("gicv3", writes, LENGTH(writes));
    store32(GICR_SGI + GICD_ICENABLER, ~0u);
    store32(GICD + GICD_ICENABLER + 4, ~0u);
}

static void say_interface(const char *what)
{
    say("gicv3 %s: hppir0=%x hppir1=%x rpr=%x ap1r0=%x isr=%x pend=%x act=%x\n", T(what), READ(ICC_HPPIR0), READ(ICC_HPPIR1), READ(ICC_RPR),
        READ(ICC_AP1R0), READ(ISR_EL1), load32(GICR_SGI + GICD_ISPENDR), load32(GICR_SGI + GICD_ISACTIVER));
}

static u64 acknowledge(void)
{
    u64 id = READ(ICC_IAR1);
    BARRIER();
    return id;
}

static void priority_of(u32 intid, u8 priority)
{
    *(volatile u8 *)(GICR_SGI + GICD_IPRIORITYR + intid) = priority;
}

static void set_up(void)
{
    store32(GICR + 0x14, 0);                                /* wake the redistributor */
    store32(GICD, 0x10);
    store32(GICD, 0x13);                                    /* ARE, both groups */
    store32(GICR_SGI + GICD_ICENABLER, ~0u);
    store32(GICR_SGI + GICD_ICPENDR, ~0u);
    store32(GICR_SGI + GICD_ICACTIVER, ~0u);
    store32(GICR_SGI + GICD_IGROUPR, ~0u);
    store32(GICR_SGI + GICD_ISENABLER, 0xffff);
    for (u32 i = 0; i < 16; i++)
        priority_of(i, 0x80);
    WRITE(ICC_PMR, 0xf0);
    WRITE(ICC_BPR1, 0);
    WRITE(ICC_CTLR, 0);
    WRITE(ICC_IGRPEN0, 1);
    WRITE(ICC_IGRPEN1, 1);
}

static void sgi(u32 intid)
{
    WRITE(ICC_SGI1R, (u64)intid << 24 | 1);            /* ICC_SGI1R_EL1: affinity 0, CPU 0 */
    BARRIER();
}

static void life_of_an_sgi(void)
{
    set_up();
    say_interface("idle");
    sgi(3);
    say_interface("sgi 3");
    WRITE(ICC_PMR, 0x80);
    say_interface("sgi 3, pmr=80");
    WRITE(ICC_PMR, 0xf0);
    WRITE(ICC_IGRPEN1, 0);
    say_interface("sgi 3, group 1 off");
    WRITE(ICC_IGRPEN1, 1);
    store32(GICR_SGI + GICD_ICENABLER, 1u << 3);
    say_interface("sgi 3, disabled");
    store32(GICR_SGI + GICD_ISENABLER, 1u << 3);
    say("gicv3 iar1=%x\n", acknowledge());
    say_interface("sgi 3 active");
    say("gicv3 iar1=%x\n", acknowledge());
    sgi(3);
    say_interface("sgi 3 active and pending");
    WRITE(ICC_EOIR1, 3);
    say_interface("eoi 3");
    say("gicv3 iar1=%x\n", acknowledge());
    WRITE(ICC_EOIR1, 3);
    say_interface("done");
}

static void preemption(void)
{
    static const u8 points[] = { 0, 3, 4, 7 };
    for (u32 p = 0; p < LENGTH(points); p++) {
        set_up();
        WRITE(ICC_BPR1, points[p]);
        priority_of(1, 0xa0);
        priority_of(2, 0x98);
        priority_of(4, 0x20);
        say("gicv3 bpr1<-%x: %x\n", points[p], READ(ICC_BPR1));
        sgi(1);
        say("gicv3 bpr=%x iar1=%x\n", points[p], acknowledge());
        sgi(2);
        say_interface("98 over a0");
        sgi(4);
        say_interface("20 over a0");
        say("gicv3 bpr=%x iar1=%x\n", points[p], acknowledge());
        say_interface("20 active");
        say("gicv3 bpr=%x iar1=%x\n", points[p], acknowledge());
        WRITE(ICC_EOIR1, 4);
        say_interface("eoi 4");
        WRITE(ICC_EOIR1, 1);
        say_interface("eoi 1");
        say("gicv3 bpr=%x iar1=%x\n", points[p], acknowledge());
        WRITE(ICC_EOIR1, 2);
        say_interface("eoi 2");
    }
}

static void split_end(void)
{
    set_up();
    WRITE(ICC_CTLR, 2);                               /* EOImode */
    say("gicv3 ctlr=%x\n", READ(ICC_CTLR));
    sgi(5);
    say("gicv3 iar1=%x\n", acknowledge());
    WRITE(ICC_EOIR1, 5);
    say_interface("dropped");
    WRITE(ICC_DIR, 5);
    say_interface("deactivated");
}

static void shared_and_levels(void)
{
    set_up();
    store32(GICD + GICD_IGROUPR + 4, ~0u);
    store32(GICD + GICD_ISENABLER + 4, 1u << 8);            /* INTID 40 */
    *(volatile u8 *)(GICD + GICD_IPRIORITYR + 40) = 0x40;
    *(volatile u64 *)(GICD + GICD_IROUTER + 40 * 8) = 0;
    store32(GICD + GICD_ISPENDR + 4, 1u << 8);
    say("gicv3 spi 40: ispendr1=%x hppir1=%x iar1=%x", load32(GICD + GICD_ISPENDR + 4), READ(ICC_HPPIR1), acknowledge());
    say(" isactiver1=%x ispendr1=%x", load32(GICD + GICD_ISACTIVER + 4), load32(GICD + GICD_ISPENDR + 4));
    WRITE(ICC_EOIR1, 40);
    say(" after eoi isactiver1=%x\n", load32(GICD + GICD_ISACTIVER + 4));
    *(volatile u64 *)(GICD + GICD_IROUTER + 40 * 8) = 1;    /* no such CPU */
    store32(GICD + GICD_ISPENDR + 4, 1u << 8);
    say("gicv3 spi 40 routed away: ispendr1=%x hppir1=%x\n", load32(GICD + GICD_ISPENDR + 4), READ(ICC_HPPIR1));
    store32(GICD + GICD_ICPENDR + 4, 1u << 8);
    store32(GICD + GICD_ICENABLER + 4, ~0u);
    /* A level: CNTHP's output, PPI 26, stays pending while active. */
    store32(GICR_SGI + GICD_ISENABLER, 1u << 26);
    WRITE(CNTHP_CVAL_EL2, 0);
    WRITE(CNTHP_CTL_EL2, 1);
    say_interface("ppi 26 high");
    say("gicv3 iar1=%x\n", acknowledge());
    say_interface("ppi 26 active");
    WRITE(ICC_EOIR1, 26);
    say_interface("ppi 26 still high");
    WRITE(CNTHP_CTL_EL2, 0);
    say_interface("ppi 26 low");
    store32(GICR_SGI + GICD_ISPENDR, 1u << 26);
    say_interface("ppi 26 set by software");
    store32(GICR_SGI + GICD_ICPENDR, 1u << 26);
    say_interface("ppi 26 cleared");
}

/* Who takes it: group 1 is IRQ, group 0 FIQ; from EL0, EL1, EL2 with IMO/FMO off and on, masked and not. */
static void delivery(void)
{
    static const u64 modes[] = { 0x0, 0x4, 0x5, 0x8, 0x9 };
    for (u32 group = 0; group < 2; group++)
        for (u32 routed = 0; routed < 2; routed++)
            for (u32 m = 0; m < LENGTH(modes); m++)
                for (u32 masked = 0; masked < 2; masked++) {
                    set_up();
                    store32(GICR_SGI + GICD_IGROUPR, group ? ~0u : ~(1u << 6));
                    store32(GICR_SGI + GICD_ISPENDR, 1u << 6);
                    BARRIER();
                    WRITE(HCR_EL2, BIT(31) | (routed ? BIT(4) | BIT(3) : 0));
                    run_one(0xd503201f, 0, modes[m] | 0x300 | (masked ? 0xc0 : 0));
                    say("gicv3 group%d imo,fmo=%d mode=%x masked=%d isr=%x: ", group, routed, modes[m], masked, READ(ISR_EL1));
                    say_event();
                    say("\n");
                    store32(GICR_SGI + GICD_ICPENDR, 1u << 6);
                    BARRIER();
                    reset_controls();
                }
}

void sweep_gicv3(void)
{
    registers();
    life_of_an_sgi();
    preemption();
    split_end();
    shared_and_levels();
    delivery();
    set_up();
    store32(GICR_SGI + GICD_ICENABLER, ~0u);
}

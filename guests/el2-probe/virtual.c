/* Virtual interrupts: HCR_EL2.VI/VF/VSE, and list registers with a guest's acknowledge, by ICH_* or by GICH/GICV. */
#include "gic.h"

#define ICH_AP0R0   S3_4_C12_C8_0
#define ICH_AP1R0   S3_4_C12_C9_0
#define ICH_HCR     S3_4_C12_C11_0
#define ICH_MISR    S3_4_C12_C11_2
#define ICH_EISR    S3_4_C12_C11_3
#define ICH_ELRSR   S3_4_C12_C11_5
#define ICH_VMCR    S3_4_C12_C11_7
#define ICH_LR0     S3_4_C12_C12_0
#define ICH_LR1     S3_4_C12_C12_1
#define VMCR_ON     (0xf0ul << 24 | BIT(1) | BIT(0))        /* VPMR, both groups */
#define LR_PENDING  BIT(62)
#define LR_ACTIVE   BIT(63)
#define LR_HW       BIT(61)
#define LR_GROUP1   BIT(60)
#define LR_EOI      BIT(41)

static const u64 modes[] = { 0x0, 0x4, 0x5, 0x8, 0x9 };

static void hcr_bits(void)
{
    for (u64 v = 1; v < 8; v++)
        for (u32 routed = 0; routed < 2; routed++)
            for (u32 m = 0; m < LENGTH(modes); m++)
                for (u32 masked = 0; masked < 2; masked++) {
                    WRITE(HCR_EL2, BIT(31) | v << 6 | (routed ? 7 << 3 : 0));
                    run_one(0xd538c100, 0, modes[m] | 0x200 | (masked ? 0x1c0 : 0));        /* MRS x0, ISR_EL1: undefined at EL0 */
                    say("vhcr vse,vi,vf=%x amo,imo,fmo=%d mode=%x masked=%d: ", v, routed, modes[m], masked);
                    say_event();
                    say(" isr=%x\n", cpu.x[0]);
                    reset_controls();
                }
    WRITE(HCR_EL2, BIT(31) | BIT(27) | 7 << 6);             /* TGE: no virtual interrupts */
    run_one(0xd503201f, 0, 0x200);
    say("vhcr tge vse,vi,vf=7 mode=0: ");
    say_event();
    say("\n");
    reset_controls();
}

static void say_lists(const char *what)
{
    say("vgic3 %s: lr0=%x lr1=%x ap1r0=%x misr=%x eisr=%x elrsr=%x vmcr=%x hcr=%x\n", T(what), READ(ICH_LR0), READ(ICH_LR1), READ(ICH_AP1R0), READ(ICH_MISR),
        READ(ICH_EISR), READ(ICH_ELRSR), READ(ICH_VMCR), READ(ICH_HCR));
}

static void guest_on(u64 ich_hcr, u64 lr0, u64 lr1)
{
    WRITE(ICH_AP0R0, 0);
    WRITE(ICH_AP1R0, 0);
    WRITE(ICH_VMCR, VMCR_ON);
    WRITE(ICH_LR0, lr0);
    WRITE(ICH_LR1, lr1);
    WRITE(ICH_HCR, ich_hcr);
    WRITE(HCR_EL2, BIT(31) | BIT(4) | BIT(3));
}

/* The guest's half, with interrupts masked. */
static void guest_acknowledges(const char *what)
{
    begin();
    add(0xd538cc41);        /* MRS x1, ICC_HPPIR1_EL1 */
    add(0xd538cc02);        /* MRS x2, ICC_IAR1_EL1 */
    add(0xd538cb63);        /* MRS x3, ICC_RPR_EL1 */
    add(0xd538c104);        /* MRS x4, ISR_EL1 */
    finish(EL1H);
    say("vgic3 %s: hppir1=%x iar1=%x rpr=%x isr=%x ", T(what), cpu.x[1], cpu.x[2], cpu.x[3], cpu.x[4]);
    say_event();
    say("\n");
}

static void guest_writes(const char *what, u32 msr, u64 value)
{
    run_one(msr, value, EL1H);
    say("vgic3 %s: ", T(what));
    say_event();
    say("\n");
    say_lists(what);
}

#define EOIR1 0xd518cc20
#define DIR   0xd518cb20

static void lists_v3(void)
{
    u64 lr = LR_PENDING | LR_GROUP1 | 0x80ul << 48 | 0x4d;
    for (u32 m = 0; m < LENGTH(modes); m++) {
        guest_on(1, lr, 0);
        run_one(0xd503201f, 0, modes[m] | 0x300);
        say("vgic3 taken mode=%x: ", modes[m]);
        say_event();
        say("\n");
        reset_controls();
    }
    guest_on(1, lr, LR_PENDING | LR_GROUP1 | 0x40ul << 48 | 0x4e);
    say_lists("two pending");
    guest_acknowledges("first");
    say_lists("first acknowledged");
    guest_acknowledges("second");
    guest_writes("eoi 4e", EOIR1, 0x4e);
    guest_acknowledges("after eoi");
    guest_writes("eoi 4d", EOIR1, 0x4d);
    guest_writes("eoi 4d again", EOIR1, 0x4d);

    guest_on(1 | BIT(1) | BIT(2), lr | LR_EOI, 0);          /* UIE, LRENPIE, maintenance on EOI */
    say_lists("underflow");
    guest_acknowledges("maintenance");
    guest_writes("eoi with maintenance", EOIR1, 0x4d);
    guest_on(1 | BIT(3), 0, 0);                             /* NPIE */
    say_lists("no pending");
    guest_on(1 | 0xf0, 0, 0);                               /* group enable and disable */
    say_lists("group maintenance");

    guest_on(1, lr | LR_ACTIVE, 0);
    guest_acknowledges("pending and active");
    guest_on(0, lr, 0);
    guest_acknowledges("interface off");
    guest_on(1, (lr & ~LR_GROUP1), 0);
    guest_acknowledges("group 0");
    run_one(0xd538c802, 0, EL1H);                           /* MRS x2, ICC_IAR0_EL1 */
    say("vgic3 group 0 iar0=%x\n", cpu.x[2]);
    say_lists("group 0 acknowledged");

    guest_on(1, lr, 0);
    WRITE(ICH_VMCR, VMCR_ON | BIT(9));                      /* VEOIM */
    guest_acknowledges("eoimode 1");
    guest_writes("drop", EOIR1, 0x4d);
    guest_writes("deactivate", DIR, 0x4d);

    /* A hardware interrupt: deactivation reaches the physical SGI's sibling, PPI 26. */
    store32(GICR_SGI + GICD_ISACTIVER, 1u << 26);
    guest_on(1, lr | LR_HW | 26ul << 32, 0);
    guest_acknowledges("hardware");
    say("vgic3 physical active=%x\n", load32(GICR_SGI + GICD_ISACTIVER));
    guest_writes("eoi hardware", EOIR1, 0x4d);
    say("vgic3 physical active=%x\n", load32(GICR_SGI + GICD_ISACTIVER));
}

/* What a guest writes to its interface shows in ICH_VMCR_EL2. */
static void views_v3(void)
{
    static const struct { const char *name; u32 msr; u64 value; } writes[] = {
        { "pmr<-88", 0xd5184600, 0x88 }, { "pmr<-ff", 0xd5184600, 0xff }, { "bpr0<-0", 0xd518c860, 0 }, { "bpr0<-5", 0xd518c860, 5 }, { "bpr1<-0", 0xd518cc60, 0 },
        { "bpr1<-6", 0xd518cc60, 6 }, { "ctlr<-ffffffff", 0xd518cc80, 0xffffffff }, { "igrpen0<-0", 0xd518ccc0, 0 }, { "igrpen1<-0", 0xd518cce0, 0 },
    };
    for (u32 i = 0; i < LENGTH(writes); i++) {
        guest_on(1, 0, 0);
        run_one(writes[i].msr, writes[i].value, EL1H);
        say("vgic3 guest %s: ", T(writes[i].name));
        say_event();
        say(" vmcr=%x", READ(ICH_VMCR));
        run_one(writes[i].msr | 1u << 21, 0, EL1H);
        say(" reads=%x\n", cpu.x[0]);
        reset_controls();
    }
}

static void say_lists_v2(const char *what)
{
    say("vgic2 %s: lr0=%x lr1=%x apr=%x misr=%x eisr=%x elrsr=%x vmcr=%x hppir=%x rpr=%x\n", T(what), load32(GICH + 0x100), load32(GICH + 0x104), load32(GICH + 0xf0),
        load32(GICH + 0x10), load32(GICH + 0x20), load32(GICH + 0x30), load32(GICH + 8), load32(GICV + 24), load32(GICV + 20));
}

static void guest_on_v2(u32 hcr, u32 lr0, u32 lr1)
{
    store32(GICH + 0xf0, 0);
    store32(GICH + 0x100, lr0);
    store32(GICH + 0x104, lr1);
    store32(GICH, hcr);
    store32(GICV + 4, 0xf0);
    store32(GICV, 1);
    WRITE(HCR_EL2, BIT(31) | BIT(4) | BIT(3));
}

static void lists_v2(void)
{
    u32 lr = 1u << 28 | 0x10u << 23 | 0x4d;                 /* pending, priority 80 */
    for (u32 m = 0; m < LENGTH(modes); m++) {
        guest_on_v2(1, lr, 0);
        run_one(0xd503201f, 0, modes[m] | 0x300);
        say("vgic2 taken mode=%x: ", modes[m]);
        say_event();
        say("\n");
        reset_controls();
    }
    guest_on_v2(1, lr, 1u << 28 | 8u << 23 | 0x4e);
    say_lists_v2("two pending");
    say("vgic2 iar=%x\n", load32(GICV + 12));
    say_lists_v2("first acknowledged");
    say("vgic2 iar=%x\n", load32(GICV + 12));
    store32(GICV + 16, 0x4e);
    say_lists_v2("eoi 4e");
    say("vgic2 iar=%x\n", load32(GICV + 12));
    say_lists_v2("second acknowledged");
    store32(GICV + 16, 0x4d);
    say_lists_v2("eoi 4d");
    guest_on_v2(7, lr | 1u << 19, 0);
    say_lists_v2("underflow");
    say("vgic2 iar=%x\n", load32(GICV + 12));
    store32(GICV + 16, 0x4d);
    say_lists_v2("eoi with maintenance");
    guest_on_v2(9, 0, 0);
    say_lists_v2("no pending");
    guest_on_v2(1, lr, 0);
    store32(GICV, 1 | 1 << 9);
    say("vgic2 ctlr=%x iar=%x\n", load32(GICV), load32(GICV + 12));
    store32(GICV + 16, 0x4d);
    say_lists_v2("dropped");
    store32(GICV + 0x1000, 0x4d);
    say_lists_v2("deactivated");
    store32(GICD + GICD_ISACTIVER, 1u << 26);
    guest_on_v2(1, lr | 1u << 31 | 26u << 10, 0);
    say("vgic2 hardware iar=%x physical active=%x\n", load32(GICV + 12), load32(GICD + GICD_ISACTIVER));
    store32(GICV + 16, 0x4d);
    say("vgic2 hardware eoi physical active=%x\n", load32(GICD + GICD_ISACTIVER));
    store32(GICH, 0);
}

void sweep_virtual(void)
{
    hcr_bits();
    if (gic_version() == 3) {
        lists_v3();
        views_v3();
        WRITE(ICH_HCR, 0);
    } else {
        lists_v2();
    }
    reset_controls();
}

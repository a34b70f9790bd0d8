/* Where the virt board has its interrupt controller, and the distributor's registers. */
#ifndef GIC_H
#define GIC_H
#include "probe.h"

#define GICD 0x08000000ul
#define GICC 0x08010000ul
#define GICH 0x08030000ul
#define GICV 0x08040000ul
#define GICR 0x080a0000ul
#define GICR_SGI (GICR + 0x10000)

enum
{
    GICD_CTLR = 0x000, GICD_TYPER = 0x004, GICD_IIDR = 0x008, GICD_IGROUPR = 0x080, GICD_ISENABLER = 0x100, GICD_ICENABLER = 0x180,
    GICD_ISPENDR = 0x200, GICD_ICPENDR = 0x280, GICD_ISACTIVER = 0x300, GICD_ICACTIVER = 0x380, GICD_IPRIORITYR = 0x400,
    GICD_ITARGETSR = 0x800, GICD_ICFGR = 0xc00, GICD_SGIR = 0xf00, GICD_CPENDSGIR = 0xf10, GICD_SPENDSGIR = 0xf20, GICD_IROUTER = 0x6000,
};

/* SGIs and PPIs: the redistributor's frame or the distributor itself. */
static inline u64 ppi_frame(void) { return gic_version() == 3 ? GICR_SGI : GICD; }

struct gic_register { const char *name; u64 address; };
struct gic_write { const char *name; u64 address; u32 value; };

static inline void say_registers(const char *what, const struct gic_register *list, u32 count)
{
    for (u32 i = 0; i < count; i++)
        say("%s %s = %x\n", T(what), T(list[i].name), load32(list[i].address));
}

/* Each value is written and read back, then what was there before is restored. */
static inline void say_writes(const char *what, const struct gic_write *list, u32 count)
{
    for (u32 i = 0; i < count; i++) {
        u32 old = load32(list[i].address);
        store32(list[i].address, list[i].value);
        say("%s %s <- %x: %x\n", T(what), T(list[i].name), list[i].value, load32(list[i].address));
        store32(list[i].address, old);
    }
}
#endif

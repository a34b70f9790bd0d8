/* Building tables by hand and touching what they map. */
#ifndef TRANSLATION_H
#define TRANSLATION_H
#include "probe.h"

/* Descriptor bits. */
#define D_VALID     BIT(0)
#define D_TABLE     (BIT(0) | BIT(1))
#define D_PAGE      (BIT(0) | BIT(1))
#define D_BLOCK     BIT(0)
#define D_ATTR(i)   ((u64)(i) << 2)
#define D_AP(ap)    ((u64)(ap) << 6)
#define D_SH        (3ul << 8)
#define D_AF        BIT(10)
#define D_NG        BIT(11)
#define D_CONT      BIT(52)
#define D_PXN       BIT(53)
#define D_UXN       BIT(54)
#define D_XN        BIT(54)
/* Stage 2. */
#define D_MEM2      (0xful << 2)            /* MemAttr: Normal, write-back */
#define D_DEVICE2   (0ul << 2)
#define D_S2AP(ap)  ((u64)(ap) << 6)

#define MAIR_VALUE  0x44bb00ff04ul          /* Device-nGnRE, WB, Device-nGnRnE, WT, NC */
enum { ATTR_DEVICE = 0, ATTR_NORMAL = 1, ATTR_WT = 3, ATTR_NC = 4 };

struct granule { const char *name; u32 bits; u32 tg0; };    /* tg0: as in TCR_EL1.TG0 */
struct space
{
    u32 bits;               /* of a page offset */
    u32 first;              /* level of the root */
    u32 root_entries;
    u64 root;
};

extern const struct granule granules[];
u32 granule_supported(const struct granule *g);
void reset_pool(void);
u64 new_table(u64 size, u64 alignment);
void make_space(struct space *s, u32 bits, u32 input_bits);
void make_stage2_space(struct space *s, u32 bits, u32 input_bits, u32 first);
u32 level_shift(u32 bits, u32 level);
u64 *descriptor(struct space *s, u64 va, u32 level);        /* makes the tables above it */
void map(struct space *s, u64 va, u64 pa, u32 level, u64 attributes);
void map_harness(struct space *s, u64 attributes);
u64 parange(void);
u64 parange_bits(void);

/* The EL1&0 regime through TTBR0 only. */
void enable_stage1(struct space *s, const struct granule *g, u32 input_bits, u64 tcr_set, u64 tcr_clear, u64 sctlr_set);
void disable_stage1(void);
void enable_stage2(struct space *s, u32 bits, u32 input_bits, u64 vtcr_set, u64 hcr_set);
void disable_stage2(void);

enum access { READ_ACCESS, WRITE_ACCESS, FETCH_ACCESS };
void touch(enum access access, u64 va, u64 pstate);
void say_touch(u64 va);                                     /* "ok", or "1:esr" and what is not as expected */
void say_accesses(u64 va);                                  /* r, w, x at EL1 and EL0 */
void say_at(u64 va);                                        /* PAR_EL1 after each AT */
#endif

/* What the sweeps share: tables, one access in one mode, and telling what came of it. */
#ifndef PROBE_H
#define PROBE_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* Fixed places in RAM, away from the image: what is printed does not change when the image does. */
#define SNIPPETS    0x41000000u     /* the accesses under test */
#define VECTORS     0x41010000u     /* PL1's: each slot is HVC #slot */
#define POOL        0x42000000u     /* translation tables */
#define POOL_END    0x42800000u
#define TARGET      0x43000000u     /* what the tests map; filled with END */
#define TARGET_SIZE 0x20000u

enum mode { USR = 0x1d0, SVC = 0x1d3, HYP = 0x1da };
enum access { READ, WRITE, EXECUTE };

/* start.S knows these offsets. */
struct cpu
{
    u32 r[4];
    u32 pc, cpsr;
    u32 slot, hsr, elr, hdfar, hifar, hpfar;
    u32 dfsr, ifsr, dfar, ifar;
};

/* start.S */
void run(struct cpu *cpu);

/* console.c: %x hexadecimal, %d decimal, %s text. */
void say(const char *format, ...);
extern u32 line_count;

/* harness.c */
extern struct cpu cpu;
void write_snippets(void);
void access(enum mode mode, enum access what, u32 va);
void misaligned(enum mode mode, u32 va);                /* LDR */
void say_result(u32 va);                                /* "ok" or the abort */
void say_accesses(u32 va);                              /* what USR and SVC may do */
u64 translate(enum mode mode, u32 kind, u32 va);        /* PAR; kind is opc1 << 4 | opc2 of the AT */
void say_at(u32 va);                                    /* ATS1C of PL1, PAR */
void reset_controls(void);
void invalidate_tlbs(void);
void reset_pool(void);
void *allocate(u32 size);

/* long.c */
enum { D_BLOCK = 1, D_TABLE = 3, D_AF = 1 << 10, D_SH = 3 << 8, D_NG = 1 << 11 };
#define D_AP(ap) ((u64)(ap) << 6)
#define D_ATTR(index) ((u64)(index) << 2)
#define D_S2(ap) (D_AF | D_SH | (u64)(ap) << 6 | 0xf << 2)
struct space
{
    u64 *root;
    u32 bits, first;                                    /* input bits, first level */
};
void make_space(struct space *space, u32 bits, u32 first);
u64 *descriptor(struct space *space, u64 address, u32 level);
void map(struct space *space, u64 address, u64 output, u32 level, u64 attributes);
void map_harness(struct space *space, u64 attributes);

#define CP15_READ(opc1, crn, crm, opc2) ({ u32 v_; asm volatile("mrc p15, " #opc1 ", %0, " #crn ", " #crm ", " #opc2 : "=r"(v_)); v_; })
#define CP15_WRITE(opc1, crn, crm, opc2, value) \
    ({ u32 v_ = (value); asm volatile("mcr p15, " #opc1 ", %0, " #crn ", " #crm ", " #opc2 "\n isb" : : "r"(v_) : "memory"); })
#define CP15_WRITE64(opc1, crm, value) ({ u64 v_ = (value); asm volatile("mcrr p15, " #opc1 ", %Q0, %R0, " #crm "\n isb" : : "r"(v_) : "memory"); })
#define SCTLR(v) CP15_WRITE(0, c1, c0, 0, 0x00c50078 | (v))
#define TTBCR(v) CP15_WRITE(0, c2, c0, 2, v)
#define DACR(v) CP15_WRITE(0, c3, c0, 0, v)
#define MAIR0(v) CP15_WRITE(0, c10, c2, 0, v)
#define MAIR1(v) CP15_WRITE(0, c10, c2, 1, v)
#define CONTEXTIDR(v) CP15_WRITE(0, c13, c0, 1, v)
#define TTBR0(v) CP15_WRITE(0, c2, c0, 0, v)
#define TTBR1(v) CP15_WRITE(0, c2, c0, 1, v)
#define TTBR0_64(v) CP15_WRITE64(0, c2, v)
#define TTBR1_64(v) CP15_WRITE64(1, c2, v)
#define HCR(v) CP15_WRITE(4, c1, c1, 0, v)
#define HSCTLR(v) CP15_WRITE(4, c1, c0, 0, v)
#define HTCR(v) CP15_WRITE(4, c2, c0, 2, v)
#define HTTBR(v) CP15_WRITE64(4, c2, v)
#define HMAIR0(v) CP15_WRITE(4, c10, c2, 0, v)
#define VTCR(v) CP15_WRITE(4, c2, c1, 2, v)
#define VTTBR(v) CP15_WRITE64(6, c2, v)

enum { SCTLR_M = 1, SCTLR_A = 2, SCTLR_WXN = 1 << 19, SCTLR_UWXN = 1 << 20, SCTLR_TRE = 1 << 28, SCTLR_AFE = 1 << 29 };
enum { HCR_VM = 1, HCR_PTW = 4, HCR_DC = 1 << 12, HCR_TGE = 1 << 27 };
#define EAE 0x80000000u

/* Normal write-back at index 0, Strongly-ordered at 1, Device at 2, Non-cacheable at 3. */
#define MAIR_VALUE 0x440400ffu

/* The sweeps, in the order they run. */
void sweep_short(void);
void sweep_long(void);
void sweep_hyp(void);
void sweep_stage2(void);
#endif

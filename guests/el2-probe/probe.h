/* What the sweeps share: running one snippet at one exception level, and telling what came of it. */
#ifndef PROBE_H
#define PROBE_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

#define BIT(n) (1ul << (n))
#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* Fixed places in RAM, away from the image: what is printed does not change when the image does. */
#define ARENA       0x41000000ul    /* the snippet under test */
#define ASIDE       0x41008000ul    /* one instruction at EL2 */
#define EL1_VECTORS 0x41010000ul    /* each slot is HVC #slot */
#define SCRATCH     0x41020000ul    /* data for instructions that want an address */
#define POOL        0x42000000ul    /* translation tables */
#define POOL_END    0x42e00000ul
#define TARGET      0x43000000ul    /* what the tests map; filled with END */
#define TARGET_SIZE 0x20000ul

/* A snippet ends with SVC #0xe0d, which every EL can issue. */
#define END         0xd401c1a1u
#define END_IMM     0xe0du
#define ISB         0xd5033fdfu

enum { EL0T = 0x3c0, EL1T = 0x3c4, EL1H = 0x3c5, EL2T = 0x3c8, EL2H = 0x3c9 };
enum { EC_UNKNOWN = 0, EC_SVC = 0x15, EC_HVC = 0x16 };

/* start.S knows these offsets. */
struct cpu
{
    u64 x[31];
    u64 sp[3];                      /* SP_EL0, SP_EL1, SP_EL2 */
    u64 pc, pstate;
    u64 slot, esr, elr, far, hpfar, spsr;
    u64 esr_el1, elr_el1, far_el1, spsr_el1;
    u64 entry;
};

/* The exception that ended a snippet, seen from the EL that took it. */
struct event
{
    u32 el, slot;
    u64 esr, elr, far, hpfar, spsr;
    u64 entry;                      /* PSTATE after entry */
};

/* start.S */
void run(struct cpu *cpu);
extern char image_start[], image_end[], el1_vectors_start[], el1_vectors_end[], el2_vectors[];

/* console.c: say("... %x %s %d", ...); %x hexadecimal, %d decimal, %s needs T(). */
#define say(...) say_array(SAY_FORMAT(__VA_ARGS__, 0), (u64[]){SAY_REST(__VA_ARGS__, 0)})
#define SAY_FORMAT(format, ...) format
#define SAY_REST(format, ...) __VA_ARGS__
#define T(text) ((u64)(text))
void say_array(const char *format, const u64 *values);
extern u64 line_count;

/* harness.c */
extern struct cpu cpu;
extern struct event event;
void patch(u64 address, u32 instruction);
void begin(void);                                   /* empties the snippet, zeroes registers */
void add(u32 instruction);
void finish(u64 pstate);                            /* adds END and runs */
u32 ended(void);                                    /* did END itself end it? */
u32 undefined(void);
void say_event(void);                               /* "ok" or the exception */
void run_one(u32 instruction, u64 x0, u64 pstate);
u64 read_register(u32 mrs);                         /* at EL2, by its MRS word; 0 if there is no such register */
void write_register(u32 mrs, u64 value);
u64 system_operation(u32 sys, u64 value);           /* 0, or the syndrome if it was refused */
void reset_controls(void);                          /* everything open, nothing trapped, MMUs off */
void invalidate_tlbs(void);
static inline u32 mrs_to_msr(u32 mrs) { return mrs & ~(1u << 21); }
static inline u32 encode(u32 op0, u32 op1, u32 crn, u32 crm, u32 op2)
{
    return 0xd5000000u | op0 << 19 | op1 << 16 | crn << 12 | crm << 8 | op2 << 5;
}
static inline u32 mrs_of(u32 op0, u32 op1, u32 crn, u32 crm, u32 op2)
{
    return encode(op0, op1, crn, crm, op2) | 1u << 21;
}

/* The name may be a macro for an encoding. */
#define READ(name) READ_NAMED(name)
#define WRITE(name, value) WRITE_NAMED(name, value)
#define READ_NAMED(name) ({ u64 v_; asm volatile("mrs %0, " #name : "=r"(v_)); v_; })
#define WRITE_NAMED(name, value) ({ u64 v_ = (value); asm volatile("msr " #name ", %0\n isb" : : "r"(v_) : "memory"); })
#define BARRIER() asm volatile("dsb sy\n isb" : : : "memory")

static inline u32 load32(u64 address) { return *(volatile u32 *)address; }
static inline void store32(u64 address, u32 value) { *(volatile u32 *)address = value; }
static inline u32 gic_version(void) { return READ(ID_AA64PFR0_EL1) >> 24 & 15 ? 3 : 2; }

/* A row of a table written by the assembler: a name and an instruction word. */
struct named { const char *name; u32 word, pad; };

/* The sweeps, in the order they run. */
void sweep_reset_values(void);
void sweep_registers(void);
void sweep_operations(void);
void sweep_write_masks(void);
void sweep_traps(void);
void sweep_waits(void);
void sweep_exceptions(void);
void sweep_returns(void);
void sweep_debug(void);
void sweep_stage1(void);
void sweep_stage1_el2(void);
void sweep_alignment(void);
void sweep_stage2(void);
void sweep_stage2_walks(void);
void sweep_timers(void);
void sweep_gicv2(void);
void sweep_gicv3(void);
void sweep_virtual(void);
#endif

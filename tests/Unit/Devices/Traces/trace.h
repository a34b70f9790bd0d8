// What both recorders share: random numbers, the console, and accesses that are written down as GicTrace.cs reads them.
typedef unsigned int u32;
typedef unsigned long u64;

#define WORD(address) (*(volatile u32 *)(u64)(address))
#define MRS(name) ({ u64 value_; __asm__ volatile("isb; mrs %0, " name : "=r"(value_)); value_; })
#define MSR(name, value) ({ u64 value_ = (value); __asm__ volatile("msr " name ", %0; isb" : : "r"(value_)); })

u64 at_el2(void *function, u64 a, u64 b);
static u64 frame(char place);

static u32 seed = 777;

static u32 random_word(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

static u32 below(u32 limit) { return (random_word() >> 8) % limit; }
static u32 one_in(u32 n) { return below(n) == 0; }

static void print(const char *text)
{
    while (*text)
        WORD(0x09000000) = *text++;
}

static void print_hex(u64 value)
{
    int started = 0;
    for (int shift = 60; shift >= 0; shift -= 4) {
        char digit[2] = { "0123456789abcdef"[value >> shift & 15], 0 };
        started |= digit[0] != '0' || shift == 0;
        if (started)
            print(digit);
    }
}

static void record(const char *operation, const char *place, u64 offset, u64 value)
{
    print(operation);
    print(" ");
    print(place);
    print(" ");
    print_hex(offset);
    print(" ");
    print_hex(value);
    print("\n");
}

static volatile int mask_closed;
static u32 open_value;

void close_mask(void)
{
    if (!mask_closed) {
        open_value = GET_PMR();
        mask_closed = 1;
    }
    SET_PMR(0);
}

void open_mask(void)
{
    if (mask_closed) {
        mask_closed = 0;
        SET_PMR(open_value);
    }
}

static u64 load(u64 address, u64 unused) { return WORD(address); }
static u64 store(u64 address, u64 value) { WORD(address) = value; return 0; }

static u32 rd(char place, u32 offset)
{
    char name[2] = { place, 0 };
    u32 value = at_el2(load, frame(place) + offset, 0);
    record("r", name, offset, value);
    return value;
}

static void wr(char place, u32 offset, u32 value)
{
    char name[2] = { place, 0 };
    record("w", name, offset, value);
    at_el2(store, frame(place) + offset, value);
}

static u64 interrupt_status(u64 a, u64 b) { return MRS("isr_el1") & 0xc0; }

// Only changes of ISR_EL1 are written down.
static void record_outputs(void)
{
    static u64 last_physical, last_virtual;
    u64 physical = at_el2(interrupt_status, 0, 0), virtual = interrupt_status(0, 0);
    if (physical != last_physical)
        record("i", "P", 0, physical);
    if (virtual != last_virtual)
        record("i", "V", 0, virtual);
    last_physical = physical;
    last_virtual = virtual;
}

static u64 drive_hyp_timer(u64 high, u64 unused)
{
    MSR("cnthp_cval_el2", high ? 0 : ~0ul);
    MSR("cnthp_ctl_el2", 1);
    return 0;
}

// The timers are the level-sensitive lines at hand.
static void drive_some_line(void)
{
    static const u32 timers[] = { 26, 27, 30 };
    u32 id = timers[below(3)];
    u64 high = below(2);
    record("l", "-", id, high);
    if (id == 26)
        at_el2(drive_hyp_timer, high, 0);
    if (id == 27) {
        MSR("cntv_cval_el0", high ? 0 : ~0ul);
        MSR("cntv_ctl_el0", 1);
    }
    if (id == 30) {
        MSR("cntp_cval_el0", high ? 0 : ~0ul);
        MSR("cntp_ctl_el0", 1);
    }
}

// Three interrupts for each of four list registers, so that no two registers list the same one.
static const u32 ids[] = { 0, 1, 2, 15, 20, 26, 27, 30, 32, 33, 34, 63 };
static u32 some_id(void) { return ids[below(12)]; }

static u32 some_bits(u32 word)
{
    u32 bits = 0;
    for (int i = 0; i < 3; i++) {
        u32 id = some_id();
        if (id >> 5 == word)
            bits |= 1u << (id & 31);
    }
    return bits;
}

// Acknowledged and not yet ended, newest last: most ends come in order, some are nonsense.
struct stack { u32 ids[64]; int count; };

static void push(struct stack *stack, u32 id)
{
    if ((id & 0x3ff) < 1020 && stack->count < 64)
        stack->ids[stack->count++] = id;
}

static u32 pop(struct stack *stack)
{
    if (stack->count && !one_in(8))
        return stack->ids[--stack->count];
    return one_in(6) ? 1020 + below(4) : some_id();
}

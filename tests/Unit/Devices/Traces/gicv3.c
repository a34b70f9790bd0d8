// Records random accesses to a GICv3. Left out, for QEMU 7.2 does them otherwise than the manual says: one group disabled at the CPU interface,
// virtual LPIs.
#define GET_PMR() MRS("S3_0_C4_C6_0")
#define SET_PMR(value) MSR("S3_0_C4_C6_0", value)
#include "trace.h"

#define REGISTERS \
    X(IccIar0, "S3_0_C12_C8_0") X(IccIar1, "S3_0_C12_C12_0") X(IccEoir0, "S3_0_C12_C8_1") X(IccEoir1, "S3_0_C12_C12_1") \
    X(IccHppir0, "S3_0_C12_C8_2") X(IccHppir1, "S3_0_C12_C12_2") X(IccBpr0, "S3_0_C12_C8_3") X(IccBpr1, "S3_0_C12_C12_3") \
    X(IccAp0r0, "S3_0_C12_C8_4") X(IccAp1r0, "S3_0_C12_C9_0") X(IccPmr, "S3_0_C4_C6_0") X(IccCtlr, "S3_0_C12_C12_4") \
    X(IccDir, "S3_0_C12_C11_1") X(IccRpr, "S3_0_C12_C11_3") X(IccIgrpen0, "S3_0_C12_C12_6") X(IccIgrpen1, "S3_0_C12_C12_7") \
    X(IccSgi0r, "S3_0_C12_C11_7") X(IccSgi1r, "S3_0_C12_C11_5") X(IccAsgi1r, "S3_0_C12_C11_6") \
    X(IchHcr, "S3_4_C12_C11_0") X(IchVmcr, "S3_4_C12_C11_7") X(IchMisr, "S3_4_C12_C11_2") X(IchEisr, "S3_4_C12_C11_3") \
    X(IchElrsr, "S3_4_C12_C11_5") X(IchAp0r0, "S3_4_C12_C8_0") X(IchAp1r0, "S3_4_C12_C9_0") \
    X(IchLr0, "S3_4_C12_C12_0") X(IchLr1, "S3_4_C12_C12_1") X(IchLr2, "S3_4_C12_C12_2") X(IchLr3, "S3_4_C12_C12_3")

#define X(name, encoding) name,
enum reg { REGISTERS };
#undef X

#define X(name, encoding) #name,
static const char *const names[] = { REGISTERS };
#undef X

static u64 read_register(u64 reg, u64 unused)
{
    switch (reg) {
#define X(name, encoding) case name: return MRS(encoding);
    REGISTERS
#undef X
    }
    return 0;
}

static u64 write_register(u64 reg, u64 value)
{
    switch (reg) {
#define X(name, encoding) case name: MSR(encoding, value); break;
    REGISTERS
#undef X
    }
    return 0;
}

static u64 frame(char place) { return place == 'D' ? 0x08000000 : 0x080a0000; }

static u64 mrs(int el2, enum reg reg)
{
    u64 value = el2 ? at_el2(read_register, reg, 0) : read_register(reg, 0);
    record(el2 ? "mr" : "vr", names[reg], 0, value);
    return value;
}

static void msr(int el2, enum reg reg, u64 value)
{
    record(el2 ? "mw" : "vw", names[reg], 0, value);
    if (el2)
        at_el2(write_register, reg, value);
    else
        write_register(reg, value);
}

static struct stack taken[2][2];

static void cpu_interface(int el2)
{
    u32 choice = below(40), group = below(2);
    struct stack *mine = &taken[el2][group];
    if (choice < 1)
        msr(el2, IccCtlr, below(4));
    else if (choice < 2) {
        u32 enable = !one_in(5);
        msr(el2, IccIgrpen1, enable);
        msr(el2, IccIgrpen0, enable);
    } else if (choice < 4)
        msr(el2, IccPmr, one_in(3) ? random_word() & 0xff : 0xff);
    else if (choice < 5)
        msr(el2, group ? IccBpr1 : IccBpr0, below(8));
    else if (choice < 16)
        push(mine, mrs(el2, group ? IccIar1 : IccIar0));
    else if (choice < 25)
        msr(el2, group ? IccEoir1 : IccEoir0, pop(mine));
    else if (choice < 29)
        msr(el2, IccDir, pop(mine));
    else if (choice < 31)
        mrs(el2, IccRpr);
    else if (choice < 34)
        mrs(el2, group ? IccHppir1 : IccHppir0);
    else if (choice < 36)
        mrs(el2, group ? IccAp1r0 : IccAp0r0);
    else
        mrs(el2, choice < 38 ? IccCtlr : choice < 39 ? (group ? IccBpr1 : IccBpr0) : IccIgrpen1);
}

static void distributor(void)
{
    u32 choice = below(40), word = one_in(3), id = some_id();
    char place = word ? 'D' : 'R';
    u32 base = word ? 4 : 0x10000;
    if (choice < 1)
        wr('D', 0x00, one_in(5) ? below(4) : 3);
    else if (choice < 4)
        wr(place, base + 0x80, random_word() & random_word());
    else if (choice < 9)
        wr(place, base + 0x100, some_bits(word));
    else if (choice < 10)
        wr(place, base + 0x180, some_bits(word));
    else if (choice < 15)
        wr(place, base + 0x200, some_bits(word));
    else if (choice < 17)
        wr(place, base + 0x280, some_bits(word));
    else if (choice < 18)
        wr(place, base + 0x300, some_bits(word));
    else if (choice < 21)
        wr(place, base + 0x380, some_bits(word));
    else if (choice < 25)
        wr(id < 32 ? 'R' : 'D', (id < 32 ? 0x10400 : 0x400) + (id & ~3), random_word() & (one_in(2) ? 0xf8f8f8f8 : ~0u));
    else if (choice < 26)
        wr('D', 0x6100 + 8 * below(3), one_in(4));
    else if (choice < 27)
        wr(word ? 'D' : 'R', word ? 0xc08 : 0x10c04, random_word() & 0xaaaaaaaa);
    else if (choice < 32)
        msr(1, one_in(2) ? IccSgi1r : one_in(2) ? IccSgi0r : IccAsgi1r, (u64)one_in(8) << 40 | (u64)below(4) << 24 | one_in(8) << 16 | below(4));
    else if (choice < 37)
        drive_some_line();
    else
        rd(place, base + (choice == 37 ? 0x200 : choice == 38 ? 0x300 : 0x100));
}

static void write_list(void)
{
    u64 id = one_in(30) ? 1021 : some_id(), state = one_in(3) ? below(4) : 1, hardware = id > 15 && one_in(3);
    u64 physical = hardware ? (one_in(2) ? 27 : 32 + below(3)) : one_in(3) << 9;
    msr(1, IchLr0 + below(4), state << 62 | hardware << 61 | (u64)below(2) << 60 | (u64)below(32) << 51 | physical << 32 | id);
}

static void hypervisor(void)
{
    static const enum reg readable[] = { IchHcr, IchVmcr, IchMisr, IchEisr, IchElrsr, IchAp0r0, IchAp1r0 };
    u32 choice = below(21);
    if (choice < 2)
        msr(1, IchHcr, 1 | (one_in(4) ? random_word() & 0xfb : 0) | (one_in(6) ? random_word() & 0xf8000000 : 0));
    else if (choice < 3)
        msr(1, IchVmcr, 0xf8000003 | (random_word() & 0xfc0213));
    else if (choice < 12)
        write_list();
    else if (choice < 19)
        mrs(1, readable[choice - 12]);
    else
        mrs(1, IchLr0 + below(4));
}

static void end_everything(void)
{
    for (int el2 = 0; el2 < 2; el2++) {
        msr(el2, IccAp0r0, 0);
        msr(el2, IccAp1r0, 0);
        taken[el2][0].count = taken[el2][1].count = 0;
    }
    wr('R', 0x10380, ~0u);
    wr('D', 0x384, ~0u);
}

int main(void)
{
    wr('D', 0x00, 3);
    wr('R', 0x14, 0);
    for (int el2 = 0; el2 < 2; el2++) {
        msr(el2, IccPmr, 0xff);
        msr(el2, IccIgrpen0, 1);
        msr(el2, IccIgrpen1, 1);
    }
    msr(1, IchHcr, 1);
    for (int i = 0; i < 6000; i++) {
        u32 choice = below(10);
        if (one_in(60))
            end_everything();
        if (choice < 3)
            cpu_interface(1);
        else if (choice < 6)
            distributor();
        else if (choice < 8)
            hypervisor();
        else
            cpu_interface(0);
        record_outputs();
    }
    record("end", "-", 0, 0);
    return 0;
}

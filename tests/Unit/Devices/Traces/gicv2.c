// Records random accesses to a GICv2. What QEMU 7.2 is known to do otherwise than the manual says is left out: targets other than CPU 0,
// group enables, SGI sources of zero, preemption under changing binary points.
#define GET_PMR() WORD(0x08010004)
#define SET_PMR(value) (WORD(0x08010004) = (value))
#include "trace.h"

static u64 frame(char place)
{
    return place == 'D' ? 0x08000000 : place == 'C' ? 0x08010000 : place == 'H' ? 0x08030000 : 0x08040000;
}

static struct stack taken[2];

static void cpu_interface(char place)
{
    struct stack *mine = &taken[place == 'V'];
    u32 choice = below(38);
    if (choice < 2)
        wr(place, 0x00, 3 | (random_word() & 0xc) | (one_in(3) ? 0x10 : 0) | (one_in(2) ? 0x200 : 0));
    else if (choice < 4)
        wr(place, 0x04, one_in(3) ? random_word() & 0xff : 0xff);
    else if (choice < 14)
        push(mine, rd(place, 0x0c));
    else if (choice < 23)
        wr(place, 0x10, pop(mine));
    else if (choice < 27)
        wr(place, 0x1000, pop(mine));
    else if (choice < 30)
        rd(place, 0x14);
    else if (choice < 32)
        rd(place, 0x18);
    else if (choice < 35)
        rd(place, (one_in(3) ? 0xe0 : 0xd0) + 4 * below(4));
    else
        rd(place, choice == 35 ? 0x00 : choice == 36 ? 0x08 : 0x1c);
}

static void distributor(void)
{
    u32 choice = below(36), word = one_in(3);
    if (choice < 3)
        wr('D', 0x80 + 4 * word, random_word() & random_word());
    else if (choice < 8)
        wr('D', 0x100 + 4 * word, some_bits(word));
    else if (choice < 9)
        wr('D', 0x180 + 4 * word, some_bits(word));
    else if (choice < 14)
        wr('D', 0x204, some_bits(1));
    else if (choice < 16)
        wr('D', 0x280 + 4 * word, some_bits(word));
    else if (choice < 17)
        wr('D', 0x300, some_bits(0));
    else if (choice < 20)
        wr('D', 0x380 + 4 * word, some_bits(word));
    else if (choice < 24)
        wr('D', 0x400 + (some_id() & ~3), random_word() & (one_in(2) ? 0xf8f8f8f8 : ~0u));
    else if (choice < 25)
        wr('D', 0xc04 + 4 * below(2), random_word() & 0xaaaaaaaa);
    else if (choice < 28)
        wr('D', 0xf00, (one_in(2) ? 0x02000000 : 0x00010000) | below(4));
    else if (choice < 29)
        wr('D', 0xf20, (random_word() & 0x03030303) | 0x01010101);
    else if (choice < 30)
        wr('D', 0xf10, random_word() & 0x03030303);
    else if (choice < 33)
        drive_some_line();
    else
        rd('D', choice == 33 ? 0x200 + 4 * word : choice == 34 ? 0x300 + 4 * word : 0xf20);
}

static void write_list(void)
{
    u32 list = below(4), id = ids[list + 4 * below(3)];
    u32 state = one_in(3) ? below(4) : 1, hardware = id > 15 && one_in(3);
    u32 physical = hardware ? (one_in(2) ? 27 : 32 + below(3)) : (one_in(3) << 9) | (id < 16 ? below(2) : 0);
    wr('H', 0x100 + 4 * list, hardware << 31 | below(2) << 30 | state << 28 | below(32) << 23 | physical << 10 | id);
}

static void hypervisor(void)
{
    static const u32 readable[] = { 0x00, 0x08, 0x10, 0x20, 0x30, 0xf0 };
    u32 choice = below(20);
    if (choice < 2)
        wr('H', 0x00, 1 | (one_in(4) ? random_word() & 0xfb : 0) | (one_in(6) ? random_word() & 0xf8000000 : 0));
    else if (choice < 3)
        wr('H', 0x08, 0xf84c0003 | (random_word() & 0x21f));
    else if (choice < 12)
        write_list();
    else if (choice < 18)
        rd('H', readable[choice - 12]);
    else
        rd('H', 0x100 + 4 * below(4));
}

static void end_everything(void)
{
    u32 binary_point = below(7);
    for (int i = 0; i < 4; i++) {
        wr('C', 0xd0 + 4 * i, 0);
        wr('C', 0xe0 + 4 * i, 0);
        wr('H', 0x100 + 4 * i, 0);
    }
    wr('D', 0x380, ~0u);
    wr('D', 0x384, ~0u);
    wr('H', 0xf0, 0);
    wr('C', 0x08, binary_point);
    wr('C', 0x1c, binary_point + 1);
    binary_point = 2 + below(5);
    wr('V', 0x08, binary_point);
    wr('V', 0x1c, binary_point + 1);
    taken[0].count = taken[1].count = 0;
}

int main(void)
{
    wr('D', 0x00, 3);
    wr('D', 0x820, 0x01010101);
    wr('D', 0x83c, 0x01010101);
    wr('C', 0x00, 0xf);
    wr('C', 0x04, 0xff);
    wr('V', 0x00, 0xf);
    wr('V', 0x04, 0xff);
    wr('H', 0x00, 1);
    for (int i = 0; i < 6000; i++) {
        u32 choice = below(10);
        if (one_in(60))
            end_everything();
        if (choice < 3)
            cpu_interface('C');
        else if (choice < 6)
            distributor();
        else if (choice < 8)
            hypervisor();
        else
            cpu_interface('V');
        record_outputs();
    }
    record("end", "-", 0, 0);
    return 0;
}

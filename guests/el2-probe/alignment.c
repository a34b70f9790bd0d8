/* Alignment: SCTLR.A, exclusives and acquire/release, Device memory, accesses over a page's end, and what each form reports. */
#include "translation.h"

#define VA 0x925a5a5a0000ul
#define INPUT_BITS 48
#define OPEN (D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(1))

extern const struct named access_forms[];

/* x1 + x2 is the same address as x0; stores write the END pattern back into the target. */
void run_form(const struct named *form, u64 va, u64 pstate)
{
    begin();
    add(form->word);
    for (u32 i = 3; i < 31; i++)
        cpu.x[i] = END | (u64)END << 32;
    cpu.x[0] = va;
    cpu.x[1] = va - 0x100;
    cpu.x[2] = 0x100;
    invalidate_tlbs();
    finish(pstate);
}

static void sweep_forms(const char *what, u64 va, u64 pstate, u32 only_faults)
{
    for (const struct named *form = access_forms; form->name; form++) {
        run_form(form, va, pstate);
        if (only_faults && ended())
            continue;
        say("%s el%d %s: ", T(what), pstate >> 2 & 3, T(form->name));
        say_touch(va);
        if (!ended() && cpu.x[0] != va)
            say(" x0=%x", cpu.x[0]);            /* a write-back must not have happened */
        say("\n");
    }
}

void sweep_alignment(void)
{
    struct space space;
    reset_pool();
    make_space(&space, 12, INPUT_BITS);
    map_harness(&space, D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(3));
    map(&space, VA, TARGET, 3, OPEN);
    map(&space, VA + 0x2000, TARGET, 3, D_AF | D_ATTR(ATTR_DEVICE) | D_AP(1));
    map(&space, VA + 0x4000, TARGET, 3, D_AF | D_SH | D_ATTR(ATTR_NC) | D_AP(1));
    map(&space, VA + 0x6000, TARGET, 3, D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(3));
    map(&space, VA + 0x8000, TARGET, 3, D_AF | D_SH | D_ATTR(ATTR_NORMAL) | D_AP(0));
    enable_stage1(&space, &granules[0], INPUT_BITS, 0, 0, 0);

    sweep_forms("form.unmapped", VA + 0x1000, EL1H, 0);
    sweep_forms("form.unmapped", VA + 0x1000, EL0T, 0);
    sweep_forms("form.read-only", VA + 0x6100, EL1H, 1);
    sweep_forms("form.read-only", VA + 0x6100, EL0T, 1);
    sweep_forms("form.privileged", VA + 0x8100, EL1H, 1);
    sweep_forms("form.privileged", VA + 0x8100, EL0T, 1);
    sweep_forms("form.normal+1", VA + 0x101, EL1H, 1);
    sweep_forms("form.normal+4", VA + 0x104, EL1H, 1);
    sweep_forms("form.over-the-end", VA + 0xfff, EL1H, 1);
    sweep_forms("form.over-the-end-8", VA + 0xff8, EL1H, 1);
    sweep_forms("form.unaligned-unmapped", VA + 0x1001, EL1H, 0);
    sweep_forms("form.device", VA + 0x2100, EL1H, 1);
    sweep_forms("form.device+1", VA + 0x2101, EL1H, 1);
    sweep_forms("form.noncacheable", VA + 0x4100, EL1H, 1);
    sweep_forms("form.noncacheable+1", VA + 0x4101, EL1H, 1);

    WRITE(SCTLR_EL1, READ(SCTLR_EL1) | BIT(1));
    sweep_forms("form.A+1", VA + 0x101, EL1H, 1);
    sweep_forms("form.A+1", VA + 0x101, EL0T, 1);
    sweep_forms("form.A+4", VA + 0x104, EL1H, 1);
    sweep_forms("form.A+8", VA + 0x108, EL1H, 1);
    disable_stage1();
    sweep_forms("form.mmu-off+1", TARGET + 0x101, EL1H, 1);
    sweep_forms("form.mmu-off+4", TARGET + 0x104, EL1H, 1);
    sweep_forms("form.mmu-off.nothing", 0x0f000000, EL1H, 0);
    reset_controls();
}

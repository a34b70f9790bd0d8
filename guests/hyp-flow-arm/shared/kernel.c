/* Calls to HYP and what is said of them. */
#include "kernel.h"
#include "era.h"

#define MARK(n) (0xc0de0000u + (n))

static struct { struct registers before, after; } calls[MAX_CPUS];

void call(const word *arguments, int count)
{
    struct registers *before = &calls[cpu_number()].before, *after = &calls[cpu_number()].after;
    for (int i = 0; i < 15; i++)
        after->r[i] = before->r[i] = i < count ? arguments[i] : MARK(i);
    hvc_registers(after);
}

word result(int n)
{
    return calls[cpu_number()].after.r[n];
}

static void say_registers(unsigned mask)
{
    if (!mask)
        say(" nothing");
    for (int i = 1; i < 15; i++)
        if (mask & R(i))
        {
            if (i < LR_USR)
            {
                say(" r");
                if (i >= 10)
                    say("1");
                say_hex(i >= 10 ? i - 10 : i);
            }
            else
                say(i == LR_USR ? " LR_usr" : " lr");
        }
}

void expect(const char *what, word r0, unsigned changed)
{
    unsigned did = 0;
    for (int i = 1; i < 15; i++)
        if (calls[cpu_number()].before.r[i] != result(i))
            did |= R(i);
    check_begin(what, result(0), r0, did == changed);
    say("; else it changes");
    say_registers(did);
    if (did != changed)
    {
        say(", not");
        say_registers(changed);
    }
    check_end();
}

static word hyp_call(const void *function)
{
    HYP_CALL(function);
    return HYP_RESULT;
}

void check_hypervisor(word hsctlr, const void *pgd)
{
    check("hyp: CPSR", hyp_call(hyp_read_CPSR) & (MODE_MASK | PSR_AIF | PSR_T), MODE_HYP | PSR_AIF);
    check("hyp: PC", hyp_call(hyp_read_PC), virtual(hyp_read_PC));
    check("hyp: SP page", (hyp_call(hyp_read_SP) & -STACK_SIZE) + STACK_SIZE, hyp_stack());
    check("hyp: HVBAR", hyp_call(hyp_read_HVBAR), virtual(hyp_vectors));
    check("hyp: HSCTLR TE, EE, FI, WXN, I, C, A, M", hyp_call(hyp_read_HSCTLR) & HSCTLR_MASK, hsctlr);
    check("hyp: HTTBR", hyp_call(hyp_read_HTTBR), physical(pgd));
    check("hyp: HTCR", hyp_call(hyp_read_HTCR) & HTCR_MASK, HTCR_VALUE);
    check("hyp: HMAIR0", hyp_call(hyp_read_HMAIR0), MAIR0_VALUE);
    check("hyp: VTCR", hyp_call(hyp_read_VTCR) & VTCR_MASK, VTCR_VALUE);
}

void expect_panic(const char *what, word address)
{
    note(what);
    check("- panic", result(0), HYP_PANIC);
    check("- HSR.EC is a prefetch abort's", result(1) >> 26, 0x21);
    check("- ELR_hyp", result(2), address);
    check("- HIFAR", result(3), address);
}

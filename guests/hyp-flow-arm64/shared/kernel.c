/* Calls to EL2 and what is said of them. */
#include "kernel.h"
#include "era.h"

#define MARK(n) (0xc0de0000u + (n))

static struct { struct registers before, after; } calls[MAX_CPUS];

void call(const word *arguments, int count)
{
    struct registers *before = &calls[cpu_number()].before, *after = &calls[cpu_number()].after;
    for (int i = 0; i < 31; i++)
        after->x[i] = before->x[i] = i < count ? arguments[i] : MARK(i);
    hvc_registers(after);
}

word result(int n)
{
    return calls[cpu_number()].after.x[n];
}

static unsigned changed_registers(void)
{
    unsigned changed = 0;
    for (int i = 1; i < 31; i++)
        if (calls[cpu_number()].before.x[i] != calls[cpu_number()].after.x[i])
            changed |= X(i);
    return changed;
}

static void say_registers(unsigned mask)
{
    if (!mask)
        say(" nothing");
    for (int i = 1; i < 31; i++)
        if (mask & X(i))
        {
            say(" x");
            if (i >= 10)
                say_hex(i / 10);
            say_hex(i % 10);
        }
}

void expect(const char *what, word x0, unsigned changed)
{
    unsigned did = changed_registers();
    int as_expected = did == changed;
    check_begin(what, result(0), x0, as_expected);
    say("; else it changes");
    say_registers(did);
    if (!as_expected)
    {
        say(", not");
        say_registers(changed);
    }
    check_end();
}

void expect_value(const char *what, word x0)
{
    check(what, result(0), x0);
}

static word hyp_call(const void *function)
{
    HYP_CALL(function);
    return HYP_RESULT;
}

void check_hypervisor(word sctlr, const void *pgd)
{
    check("hyp: CurrentEL", hyp_call(hyp_read_CurrentEL) >> 2, 2);
    check("hyp: PC", hyp_call(hyp_read_PC), hyp_address(hyp_read_PC));
    check("hyp: SP page", (hyp_call(hyp_read_SP) & -STACK_SIZE) + STACK_SIZE, hyp_stack());
    check("hyp: VBAR_EL2", hyp_call(hyp_read_VBAR_EL2), hyp_address(hyp_vectors));
    check("hyp: SCTLR_EL2", hyp_call(hyp_read_SCTLR_EL2), sctlr);
    check("hyp: TTBR0_EL2", hyp_call(hyp_read_TTBR0_EL2), physical(pgd));
    check("hyp: TCR_EL2 less PS", hyp_call(hyp_read_TCR_EL2) & ~0x70000ul, TCR_EL2_RES1 | (TCR_EL1_VALUE & TCR_EL2_FIELDS));
    check("hyp: MAIR_EL2", hyp_call(hyp_read_MAIR_EL2), MAIR);
    HYP_CALL(hyp_weigh, 1, 2, 3);
    check("hyp: weigh(1, 2, 3)", HYP_RESULT, 0x11);
}

void expect_panic(const char *what, word far)
{
    word exception_class;
    note(what);
    check("- panic", result(0), HYP_PANIC);
    /* An odd PC is a PC alignment fault (0x22), which comes before the instruction abort (0x21) that QEMU 7.2 takes it for. */
    exception_class = result(1) >> 26;
    if (far & 3 && exception_class == 0x21)
        exception_class = 0x22;
    check("- ESR_EL2.EC is that of the fetch", exception_class, far & 3 ? 0x22 : 0x21);
    check("- ELR_EL2", result(2), far);
    check("- FAR_EL2", result(3), far);
}

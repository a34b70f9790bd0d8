using NUnit.Framework;

namespace Hyp.Jit.Tests.Support;

/// <summary>
/// A few A64 words, the state they start from and what they must leave: the form in which ISA tests are written and in which a failing differential case is
/// printed. The words run at EL0 from <see cref="CaseMemory.CodeAddress"/>; what is not set starts as zero, scratch memory as the background.
/// </summary>
internal sealed class A64Case
{
    private readonly IInstructionRunner runner;
    private readonly uint[] words;
    private readonly GuestState initial = new();
    private CaseResult? result;

    private A64Case(IInstructionRunner runner, uint[] words)
    {
        this.runner = runner;
        this.words = words;
    }

    private CaseResult Result => result ??= runner.Run(new CaseInput(0, words, initial));

    public static A64Case Run(IInstructionRunner runner, params uint[] words) => new(runner, words);

    /// <summary>Initial registers; flags as in "N-C-".</summary>
    public A64Case With(
        ulong? x0 = null, ulong? x1 = null, ulong? x2 = null, ulong? x3 = null, ulong? x4 = null, ulong? x5 = null, ulong? x6 = null,
        ulong? x7 = null, ulong? x8 = null, ulong? x9 = null, ulong? x10 = null, ulong? x11 = null, ulong? x12 = null, ulong? x13 = null,
        ulong? x14 = null, ulong? x15 = null, ulong? x16 = null, ulong? x17 = null, ulong? x18 = null, ulong? x19 = null,
        ulong? x20 = null, ulong? x21 = null, ulong? x22 = null, ulong? x23 = null, ulong? x24 = null, ulong? x25 = null,
        ulong? x26 = null, ulong? x27 = null, ulong? x28 = null, ulong? x29 = null, ulong? x30 = null, ulong? sp = null,
        string? nzcv = null, uint? fpcr = null, uint? fpsr = null)
    {
        ulong?[] values =
        [
            x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15, x16, x17, x18, x19, x20, x21, x22, x23, x24, x25, x26,
            x27, x28, x29, x30, sp
        ];
        for (int i = 0; i < values.Length; i++)
        {
            initial.X[i] = values[i] ?? initial.X[i];
        }
        initial.Nzcv = nzcv is null ? initial.Nzcv : ParseFlags(nzcv);
        initial.Fpcr = fpcr ?? initial.Fpcr;
        initial.Fpsr = fpsr ?? initial.Fpsr;
        return this;
    }

    public A64Case WithV(int register, ulong high, ulong low)
    {
        (initial.V[2 * register], initial.V[(2 * register) + 1]) = (low, high);
        return this;
    }

    /// <summary>Runs the case to its end and compares what is named.</summary>
    public A64Case Expect(
        ulong? x0 = null, ulong? x1 = null, ulong? x2 = null, ulong? x3 = null, ulong? x4 = null, ulong? x5 = null, ulong? x6 = null,
        ulong? x7 = null, ulong? x8 = null, ulong? x9 = null, ulong? x10 = null, ulong? x11 = null, ulong? x12 = null, ulong? x13 = null,
        ulong? x14 = null, ulong? x15 = null, ulong? x16 = null, ulong? x17 = null, ulong? x18 = null, ulong? x19 = null,
        ulong? x20 = null, ulong? x21 = null, ulong? x22 = null, ulong? x23 = null, ulong? x24 = null, ulong? x25 = null,
        ulong? x26 = null, ulong? x27 = null, ulong? x28 = null, ulong? x29 = null, ulong? x30 = null, ulong? sp = null,
        string? nzcv = null, uint? fpcr = null, uint? fpsr = null)
    {
        ExpectEnd(CaseEnd.Completed);
        ulong?[] values =
        [
            x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15, x16, x17, x18, x19, x20, x21, x22, x23, x24, x25, x26,
            x27, x28, x29, x30, sp
        ];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                Assert.That($"{Result.Final.X[i]:x}", Is.EqualTo($"{value:x}"), i == 31 ? "SP" : $"X{i}");
            }
        }
        if (nzcv is not null)
        {
            Assert.That(FormatFlags(Result.Final.Nzcv), Is.EqualTo(nzcv), "NZCV");
        }
        Assert.That($"{Result.Final.Fpcr:x}", Is.EqualTo($"{fpcr ?? Result.Final.Fpcr:x}"), "FPCR");
        Assert.That($"{Result.Final.Fpsr:x}", Is.EqualTo($"{fpsr ?? Result.Final.Fpsr:x}"), "FPSR");
        return this;
    }

    public A64Case ExpectV(int register, ulong high, ulong low)
    {
        string got = $"{Result.Final.V[(2 * register) + 1]:x16}_{Result.Final.V[2 * register]:x16}";
        Assert.That(got, Is.EqualTo($"{high:x16}_{low:x16}"), $"V{register}");
        return this;
    }

    /// <summary>A 64-bit word of scratch memory.</summary>
    public A64Case ExpectMemory(int offset, ulong value)
    {
        ulong got = Result.Changes.Where(c => c.Offset == offset).Select(c => c.Value).FirstOrDefault(CaseMemory.BackgroundWords[offset / 8]);
        Assert.That($"{got:x16}", Is.EqualTo($"{value:x16}"), $"scratch+{offset:x}");
        return this;
    }

    public A64Case ExpectEnd(CaseEnd end, int faultIndex = 0)
    {
        Assert.That((Result.End, Result.FaultIndex), Is.EqualTo((end, faultIndex)), "how the block ended, and at which word");
        return this;
    }

    public static string FormatFlags(uint nzcv) =>
        string.Concat("NZCV".Select((flag, i) => (nzcv >> (31 - i) & 1) != 0 ? flag : '-'));

    private static uint ParseFlags(string text) =>
        text.Select((flag, i) => flag == '-' ? 0 : 1u << (31 - i)).Aggregate(0u, (all, bit) => all | bit);
}

using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Support;

/// <summary>
/// A few A32 or T32 instructions, the state they start from and what they must leave. They run from <see cref="A32Runner.CodeAddress"/> in User mode, or in
/// Supervisor mode; what is not set starts as zero, scratch memory at <see cref="A32Runner.ScratchAddress"/> as the background.
/// </summary>
internal sealed class A32Case
{
    private readonly A32Runner runner;
    private A32Input input;
    private A32Result? result;

    private A32Case(A32Runner runner, uint[] words, bool thumb)
    {
        this.runner = runner;
        input = new A32Input(words, new A32State { Thumb = thumb });
    }

    public A32Result Result => result ??= runner.Run(input);

    public static A32Case Run(A32Runner runner, params uint[] words) => new(runner, words, thumb: false);

    /// <summary>T16 instructions as halfwords, T32 ones as words with their first halfword on top.</summary>
    public static A32Case RunThumb(A32Runner runner, params uint[] words) => new(runner, words, thumb: true);

    /// <summary>Initial registers; flags as in "N-C-".</summary>
    public A32Case With(
        uint? r0 = null, uint? r1 = null, uint? r2 = null, uint? r3 = null, uint? r4 = null, uint? r5 = null, uint? r6 = null, uint? r7 = null,
        uint? r8 = null, uint? r9 = null, uint? r10 = null, uint? r11 = null, uint? r12 = null, uint? sp = null, uint? lr = null,
        string? nzcv = null, bool? q = null, uint? ge = null, byte? it = null, uint? fpscr = null)
    {
        uint?[] values = [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, sp, lr];
        A32State initial = input.Initial;
        for (int i = 0; i < values.Length; i++) initial.R[i] = values[i] ?? initial.R[i];
        initial.Nzcv = nzcv is null ? initial.Nzcv : ParseFlags(nzcv);
        initial.Q = q ?? initial.Q;
        initial.Ge = ge ?? initial.Ge;
        initial.It = it ?? initial.It;
        initial.Fpscr = fpscr ?? initial.Fpscr;
        return this;
    }

    public A32Case WithD(int register, ulong value)
    {
        input.Initial.D[register] = value;
        return this;
    }

    /// <summary>In Supervisor mode.</summary>
    public A32Case Privileged()
    {
        input = input with { Privileged = true };
        return this;
    }

    /// <summary>Where the block stands, from <see cref="A32Runner.CodeAddress"/>.</summary>
    public A32Case At(int codeOffset)
    {
        input = input with { CodeOffset = codeOffset };
        return this;
    }

    /// <summary>Runs the case to its end and compares what is named.</summary>
    public A32Case Expect(
        uint? r0 = null, uint? r1 = null, uint? r2 = null, uint? r3 = null, uint? r4 = null, uint? r5 = null, uint? r6 = null, uint? r7 = null,
        uint? r8 = null, uint? r9 = null, uint? r10 = null, uint? r11 = null, uint? r12 = null, uint? sp = null, uint? lr = null,
        string? nzcv = null, bool? q = null, uint? ge = null, uint? fpscr = null, long? retired = null)
    {
        Assert.That(Result.Exception, Is.Null, $"exception at {Result.Final.R[15]:x}");
        uint?[] values = [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, sp, lr];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value) Assert.That($"{Result.Final.R[i]:x8}", Is.EqualTo($"{value:x8}"), $"R{i}");
        }
        if (nzcv is not null) Assert.That(A64Case.FormatFlags(Result.Final.Nzcv), Is.EqualTo(nzcv), "NZCV");
        if (q is { } sticky) Assert.That(Result.Final.Q, Is.EqualTo(sticky), "Q");
        if (ge is { } lanes) Assert.That(Result.Final.Ge, Is.EqualTo(lanes), "GE");
        if (fpscr is { } status) Assert.That($"{Result.Final.Fpscr:x8}", Is.EqualTo($"{status:x8}"), "FPSCR");
        if (retired is { } count) Assert.That(Result.Retired, Is.EqualTo(count), "instructions");
        return this;
    }

    public A32Case ExpectD(int register, ulong value)
    {
        Assert.That($"{Result.Final.D[register]:x16}", Is.EqualTo($"{value:x16}"), $"D{register}");
        return this;
    }

    /// <summary>A word of scratch memory.</summary>
    public A32Case ExpectMemory(int offset, uint value)
    {
        ulong pair = Result.Changes.Where(c => c.Offset == (offset & ~7)).Select(c => c.Value).FirstOrDefault(CaseMemory.BackgroundWords[offset / 8]);
        Assert.That($"{(uint)(pair >> (offset & 4) * 8):x8}", Is.EqualTo($"{value:x8}"), $"scratch+{offset:x}");
        return this;
    }

    /// <summary>The block ends with an exception at the instruction so many bytes behind its first.</summary>
    public A32Case ExpectException(ExceptionClass ec, int offset)
    {
        uint start = A32Runner.CodeAddress + (uint)input.CodeOffset;
        Assert.That((Result.Exception, $"{Result.Final.R[15] - start:x}"), Is.EqualTo((ec, $"{offset:x}")), "exception and its preferred return address");
        return this;
    }

    private static uint ParseFlags(string text) =>
        text.Select((flag, i) => flag == '-' ? 0 : 1u << (31 - i)).Aggregate(0u, (all, bit) => all | bit);
}

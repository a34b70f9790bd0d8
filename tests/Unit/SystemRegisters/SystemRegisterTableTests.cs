using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.SystemRegisters;

public class SystemRegisterTableTests
{
    private static SystemRegister[] Rows => SystemRegisterTable.ByIndex.ToArray();

    [Test]
    public void Encodings_AreUnique() => Assert.That(Rows.Where(row => !row.AArch32Only).Select(row => row.Encoding), Is.Unique);

    [Test]
    public void Names_AreUnique() => Assert.That(Rows.Select(row => row.Name), Is.Unique);

    [Test]
    public void Indices_AreDense() => Assert.That(Rows.Select(row => row.Index), Is.EqualTo(Enumerable.Range(0, Rows.Length)));

    [Test]
    public void EveryRow_HasRights() =>
        Assert.That(Rows.Where(row => row.ReadableFrom is null && row.WritableFrom is null && !row.WritableAtHighestOnly), Is.Empty);

    [Test]
    public void EveryRight_HasSomethingBehindIt() => Assert.Multiple(() =>
    {
        foreach (SystemRegister row in Rows)
        {
            bool stores = row.Storage != Slot.None;
            Assert.That(row.ReadableFrom is null || stores || row.Read is not null, $"{row} cannot be read");
            Assert.That(row.WritableFrom is null || stores || row.Write is not null || row.Execute is not null || row.IsZeroBlock, $"{row} cannot be written");
        }
    });

    [Test]
    public void El2Rows_HaveAnAArch32WindowOrSayThatTheyHaveNone() => Assert.Multiple(() =>
    {
        foreach (SystemRegister row in Rows)
        {
            Assert.That(row.AArch32.Length == 0, Is.EqualTo(row.AArch64Only), $"{row}");
        }
    });

    [Test]
    public void AArch32Windows_DoNotOverlap() =>
        Assert.That(Rows.SelectMany(row => row.AArch32, (row, window) => (row, window)).GroupBy(pair => pair.window.Key)
            .Where(group => group.Count() > 1).Select(group => string.Join(" and ", group.Select(pair => $"{pair.row}:{pair.window.Name}"))), Is.Empty);

    [Test]
    public void HighHalves_StandBesideALowHalf() =>
        Assert.That(Rows.Where(row => Array.Exists(row.AArch32, w => w.Half == RegisterHalf.High) && !Array.Exists(row.AArch32, w => w.Half == RegisterHalf.Low)), Is.Empty);

    [Test]
    public void HighHalves_OfDifferentRegisters_DoNotShareAName() =>
        Assert.That(SystemRegisterTable.AArch32ByIndex.ToArray().GroupBy(r => (r.Window.Name, r.Window.Half)).Where(g => g.Count() > 1).Select(g => g.Key), Is.Empty);

    [Test]
    public void RowsOfAArch32Alone_HaveAWindow() => Assert.That(Rows.Where(row => row.AArch32Only && row.AArch32.Length == 0), Is.Empty);

    /// <summary>What one view writes the other reads, and back; a window touches only its own half.</summary>
    [Test]
    public void BothViews_ShowOneRegister()
    {
        VirtualCpu cpu = new(0);
        Assert.Multiple(() =>
        {
            foreach (AArch32Register register in SystemRegisterTable.AArch32ByIndex)
            {
                SystemRegister row = register.Row;
                if (row.Storage == Slot.None || row.Read is not null || row.Write is not null || row.WritableFrom is null)
                {
                    continue;
                }
                cpu.Reset(0);
                _ = row.TryWriteValue(cpu, 0x0123_4567_89AB_CDEF, out _);
                ulong whole = row.ReadValue(cpu), half = register.ReadValue(cpu);
                Assert.That(half, Is.EqualTo(register.Window.Half switch { RegisterHalf.Low => (uint)whole, RegisterHalf.High => whole >> 32, _ => whole }), $"{register} read");
                _ = register.TryWriteValue(cpu, half, out _);
                Assert.That(row.ReadValue(cpu) & ~Own(register), Is.EqualTo(whole & ~Own(register)), $"{register} keeps the other half");
                ulong written = register.ReadValue(cpu);
                ulong mask = register.Window.WriteMask ?? ulong.MaxValue;
                Assert.That(written & mask, Is.EqualTo(half & mask), $"{register} reads what it wrote");
            }
        });

        static ulong Own(AArch32Register register) => register.Window.Half switch { RegisterHalf.Low => uint.MaxValue, RegisterHalf.High => ~0UL << 32, _ => ulong.MaxValue };
    }

    [Test]
    public void Op1_AgreesWithTheLowestLevel() => Assert.Multiple(() =>
    {
        foreach (SystemRegister row in Rows.Where(row => !row.IsImmediate && !row.AArch32Only && row.Requires != Feature.NoEl2))
        {
            ExceptionLevel lowest = row.ReadableFrom is { } r && (row.WritableFrom is not { } w || r < w) ? r : row.WritableFrom!.Value;
            ExceptionLevel expected = ((row.Encoding >> 11) & 7) switch { 3 => ExceptionLevel.EL0, 4 => ExceptionLevel.EL2, _ => ExceptionLevel.EL1 };
            Assert.That(lowest, Is.EqualTo(expected), $"{row}");
        }
    });

    [Test]
    public void TryFind_MsrImmediate_IgnoresTheOperand()
    {
        Assert.That(SystemRegisterTable.TryFind(SystemRegisterTable.A64(0, 3, 4, 0b1111, 6), out SystemRegister? row));
        Assert.That(row!.Name, Is.EqualTo("MSR DAIFSet, #imm"));
    }

    [Test]
    public void TryFind_Unallocated_IsFalse() => Assert.That(SystemRegisterTable.TryFind(SystemRegisterTable.A64(3, 7, 1, 2, 3), out _), Is.False);

    // HYP registers of hyp-mode kernels, each with the encoding ARMv7 gives it and the half of the slot it shows.
    [TestCase("HCR_EL2", "HCR", 4, 1, 1, 0, 'L')]
    [TestCase("HCR_EL2", "HCR2", 4, 1, 1, 4, 'H')]
    [TestCase("SCTLR_EL2", "HSCTLR", 4, 1, 0, 0, 'L')]
    [TestCase("VBAR_EL2", "HVBAR", 4, 12, 0, 0, 'L')]
    [TestCase("ESR_EL2", "HSR", 4, 5, 2, 0, 'L')]
    [TestCase("FAR_EL2", "HDFAR", 4, 6, 0, 0, 'L')]
    [TestCase("FAR_EL2", "HIFAR", 4, 6, 0, 2, 'H')]
    [TestCase("HPFAR_EL2", "HPFAR", 4, 6, 0, 4, 'L')]
    [TestCase("TCR_EL2", "HTCR", 4, 2, 0, 2, 'L')]
    [TestCase("VTCR_EL2", "VTCR", 4, 2, 1, 2, 'L')]
    [TestCase("MAIR_EL2", "HMAIR0", 4, 10, 2, 0, 'L')]
    [TestCase("MAIR_EL2", "HMAIR1", 4, 10, 2, 1, 'H')]
    [TestCase("TTBR0_EL2", "HTTBR", 4, 0, 2, 0, 'W')]
    [TestCase("VTTBR_EL2", "VTTBR", 6, 0, 2, 0, 'W')]
    [TestCase("CNTVOFF_EL2", "CNTVOFF", 4, 0, 14, 0, 'W')]
    [TestCase("CNTHP_CVAL_EL2", "CNTHP_CVAL", 6, 0, 14, 0, 'W')]
    [TestCase("ICC_SRE_EL2", "ICC_HSRE", 4, 12, 9, 5, 'L')]
    [TestCase("TLBI ALLE2", "TLBIALLH", 4, 8, 7, 0, 'L')]
    [TestCase("TLBI ALLE1IS", "TLBIALLNSNHIS", 4, 8, 3, 4, 'L')]
    [TestCase("AT S1E2R", "ATS1HR", 4, 7, 8, 0, 'L')]
    public void HypRegister_IsAWindowOfItsEl2Row(string name, string window, int opc1, int crn, int crm, int opc2, char half)
    {
        Assert.That(SystemRegisterTable.TryFind(name, out SystemRegister? row));
        RegisterHalf part = half switch { 'L' => RegisterHalf.Low, 'H' => RegisterHalf.High, _ => RegisterHalf.Whole };
        AArch32Window expected = new(window, 15, (byte)opc1, (byte)crn, (byte)crm, (byte)opc2, part);
        Assert.That(row!.AArch32.Select(w => (w.Name, w.Key, w.Half)), Has.Member((window, expected.Key, part)));
    }

    [TestCase("TPIDR_EL0", ExceptionLevel.EL0, true, true)]
    [TestCase("TPIDRRO_EL0", ExceptionLevel.EL0, true, false)]
    [TestCase("TPIDR_EL1", ExceptionLevel.EL1, true, true)]
    [TestCase("ELR_EL1", ExceptionLevel.EL1, true, true)]
    [TestCase("SPSR_EL1", ExceptionLevel.EL1, true, true)]
    [TestCase("SP_EL0", ExceptionLevel.EL1, true, true)]
    [TestCase("ESR_EL1", ExceptionLevel.EL1, false, false, Description = "HCR_EL2.TRVM and TVM")]
    [TestCase("ESR_EL1", ExceptionLevel.EL2, true, true)]
    [TestCase("VBAR_EL1", ExceptionLevel.EL1, true, false, Description = "bits 10:0 are RES0")]
    [TestCase("HCR_EL2", ExceptionLevel.EL2, true, false, Description = "a write changes routing and regimes")]
    [TestCase("HCR_EL2", ExceptionLevel.EL1, false, false)]
    [TestCase("CONTEXTIDR_EL1", ExceptionLevel.EL2, true, false)]
    [TestCase("MIDR_EL1", ExceptionLevel.EL1, false, false)]
    public void IsPlain_OnlyWhereNothingCanHappen(string name, ExceptionLevel el, bool read, bool write)
    {
        Assert.That(SystemRegisterTable.TryFind(name, out SystemRegister? row));
        Assert.That((row!.IsPlain(el, AccessDirection.Read), row.IsPlain(el, AccessDirection.Write)), Is.EqualTo((read, write)));
    }
}

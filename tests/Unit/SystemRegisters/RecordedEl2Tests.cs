using System.Globalization;
using System.Reflection;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.SystemRegisters;

/// <summary>Which registers EL2 can read, and what identification registers hold, against the record in Data/el2-reads.txt.</summary>
public class RecordedEl2Tests
{
    private static readonly ILookup<string, (int Encoding, ulong Value)> Recorded = Load();

    private static IEnumerable<CpuModel> Models => CpuModel.All.Where(model => model.AArch64);

    [TestCaseSource(nameof(Models))]
    public void IdentificationRegisters_HoldTheRecordedValues(CpuModel model)
    {
        VirtualCpu cpu = new(0, new CpuOptions(model));
        IEnumerable<string> differences =
            from read in Recorded[model.Name]
            where IsIdentification(read.Encoding)
            let row = Row(read.Encoding)
            where row is null || row.ReadValue(cpu) != read.Value
            select $"{row?.Name} {read.Encoding:x4}: recorded {read.Value:x}, we {row?.ReadValue(cpu):x}";
        Assert.That(differences, Is.Empty);
    }

    [Test]
    public void EveryRegisterReadableAtEl2_IsReadableHere() =>
        Assert.That(Recorded["cortex-a57"].Where(read => Row(read.Encoding)?.ReadableFrom is null).Select(read => $"{read.Encoding:x4}"), Is.Empty);

    [Test]
    public void WhatIsReadableHereAlone_IsPartOfArmv8ButNotOfTheRecord()
    {
        HashSet<int> recorded = [.. Recorded["cortex-a57"].Select(read => read.Encoding)];
        IEnumerable<string> ours = SystemRegisterTable.ByIndex.ToArray()
            .Where(row => row.ReadableFrom is not null && !row.AArch32Only && row.Requires != Feature.NoEl2 && !recorded.Contains(row.Encoding)).Select(row => row.Name);

        // The GIC there has four list registers and one active priority register a group; the others are UNDEFINED here too, at run time.
        Assert.That(ours.Where(name => !name.StartsWith("ICH_", StringComparison.Ordinal) && !name.StartsWith("ICC_AP", StringComparison.Ordinal)),
            Is.EquivalentTo(new[]
            {
                "DBGCLAIMSET_EL1", "DBGCLAIMCLR_EL1", "DBGAUTHSTATUS_EL1", "DBGPRCR_EL1", "OSECCR_EL1", "DBGDTR_EL0", "DBGDTRRX_EL0", "OSDTRRX_EL1", "OSDTRTX_EL1",
            }));
    }

    // op0 = 3: CRn 0 under op1 0-3, and CBAR with its neighbours.
    private static bool IsIdentification(int encoding)
    {
        int op0 = encoding >> 14, op1 = (encoding >> 11) & 7, crn = (encoding >> 7) & 15;
        return op0 == 3 && ((op1 <= 3 && crn == 0) || (op1 == 1 && crn == 15));
    }

    private static SystemRegister? Row(int encoding) => SystemRegisterTable.TryFind((uint)encoding, out SystemRegister? row) ? row : null;

    private static ILookup<string, (int, ulong)> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("el2-reads.txt")
            ?? throw new InvalidOperationException("the recorded reads are not embedded");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.StartsWith("cortex", StringComparison.Ordinal)).Select(line => line.Split(' '))
            .ToLookup(words => words[0], words => (int.Parse(words[1], NumberStyles.HexNumber), ulong.Parse(words[2], NumberStyles.HexNumber)));
    }
}

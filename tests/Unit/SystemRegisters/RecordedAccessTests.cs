using System.Globalization;
using System.Reflection;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.SystemRegisters;

/// <summary>
/// The whole rights matrix below EL2, register x level x direction x trap bit, against what another implementation did (see the head of
/// Data/cortex-a57-accesses.txt). Where we differ, the manual is on our side; every such case is named here.
/// </summary>
public class RecordedAccessTests
{
    private sealed record Configuration(string Name, (Slot Slot, ulong Value)[] State, bool El0Only)
    {
        public Dictionary<(int El, char Direction, int Encoding), char> Outcomes { get; } = [];

        public override string ToString() => Name;
    }

    /// <summary>A GIC whose only content is ICH_HCR_EL2.</summary>
    private sealed class TrapOnlyGic : IGicCpuInterface
    {
        public ulong HypervisorControl { get; set; }

        public int ListRegisterCount => 4;

        public int ActivePriorityRegisterCount => 1;

        public ulong Read(GicRegister register) => 0;

        public void Write(GicRegister register, ulong value)
        {
        }
    }

    private static readonly List<Configuration> Recorded = Load();

    private static IEnumerable<Configuration> Configurations => Recorded;

    [TestCaseSource(nameof(Configurations))]
    public void EveryAccess_EndsAsRecorded(object configuration)
    {
        Configuration expected = (Configuration)configuration;
        TrapOnlyGic gic = new();
        VirtualCpu cpu = new(0) { GicRegisters = gic };
        foreach ((Slot slot, ulong value) in Recorded[0].State.Concat(expected.State))
        {
            if (slot == Slot.None)
            {
                gic.HypervisorControl = value;
            }
            else
            {
                cpu.Sys(slot) = value;
            }
        }

        List<string> differences = [];
        for (int el = 0; el <= (expected.El0Only ? 0 : 1); el++)
        {
            cpu.EnterLevel((ExceptionLevel)el, (byte)el);
            foreach (char direction in "rw")
            {
                foreach (int encoding in Encodings())
                {
                    char recorded = Expected(expected, el, direction, encoding);
                    char actual = Actual(cpu, direction, encoding);
                    if (actual != recorded && !IsExplained(expected.Name, el, direction, encoding, recorded, actual))
                    {
                        differences.Add($"EL{el} {direction} {Name(encoding)} {encoding:x4}: recorded {recorded}, we {actual}");
                    }
                }
            }
        }
        Assert.That(differences, Is.Empty);
    }

    [Test]
    public void Record_IsWhole() =>
        Assert.That((Recorded.Count, Recorded[0].Outcomes.Count, Recorded.Skip(1).Sum(c => c.Outcomes.Count)), Is.EqualTo((61, 398, 1634)));

    // Every encoding that either side knows.
    private static IEnumerable<int> Encodings() =>
        Recorded[0].Outcomes.Keys.Select(key => key.Encoding)
            .Concat(SystemRegisterTable.ByIndex.ToArray().Where(row => !row.IsImmediate && !row.AArch32Only).Select(row => (int)row.Encoding)).Distinct();

    private static char Expected(Configuration configuration, int el, char direction, int encoding) =>
        configuration.Outcomes.TryGetValue((el, direction, encoding), out char changed) ? changed
        : Recorded[0].Outcomes.TryGetValue((el, direction, encoding), out char open) ? open
        : el == 0 && configuration.El0Only ? 'U' : 'u';

    private static char Actual(VirtualCpu cpu, char direction, int encoding)
    {
        AccessCheck check = SystemRegisterTable.TryFind((uint)encoding, out SystemRegister? row)
            ? SystemRegisterAccess.Check(row, cpu, direction == 'r' ? AccessDirection.Read : AccessDirection.Write)
            : AccessCheck.Undefined;
        bool toEl2 = check.Verdict == AccessVerdict.Undefined ? ExceptionRouting.TrapsGeneral(cpu) : check.Target == ExceptionLevel.EL2;
        return (check.Verdict, check.Class) switch
        {
            (AccessVerdict.Allowed, _) => 'a',
            (AccessVerdict.Undefined, _) => toEl2 ? 'U' : 'u',
            // Sent to EL2 by TGE instead of CPTR_EL2.TFP, the FP trap loses its class (see ExceptionEntryTests).
            (_, ExceptionClass.FloatingPoint) => toEl2 ? ExceptionRouting.TrapsGeneral(cpu) ? 'U' : 'F' : 'f',
            _ => toEl2 ? '2' : '1',
        };
    }

    private static bool IsExplained(string configuration, int el, char direction, int encoding, char recorded, char actual)
    {
        string name = Name(encoding);
        return
            // Registers of Armv8.0 that QEMU 7.2 leaves out: claim tags, authentication status, the debug channel, OS catch-up.
            name is "DBGCLAIMSET_EL1" or "DBGCLAIMCLR_EL1" or "DBGAUTHSTATUS_EL1" or "DBGPRCR_EL1" or "OSECCR_EL1" or "OSDTRRX_EL1" or "OSDTRTX_EL1"
                or "DBGDTR_EL0" or "DBGDTRRX_EL0"
            // QEMU swaps Op1 and Op2 in the syndrome of a trapped MSR DAIFSet or DAIFClr.
            || (recorded == 'I' && actual is '1' or '2' && name.StartsWith("MSR DAIF", StringComparison.Ordinal))
            // CNTPCT_EL0 at EL0 is governed by EL1PCTEN (bit 0); QEMU looks at EL1PCEN (bit 1).
            || (name == "CNTPCT_EL0" && el == 0 && configuration.StartsWith("CNTHCTL", StringComparison.Ordinal))
            // MDCR_EL2.TPMCR is not implemented in QEMU 7.2.
            || (name == "PMCR_EL0" && configuration == "MDCR_EL2=26" && actual == '2')
            // HCR_EL2.TIDCP is not implemented in QEMU 7.2.
            || (configuration == "HCR_EL2=80100000" && ((encoding >> 7) & 0xB) == 0xB && actual == '2')
            // MDSCR_EL1.TDCC is not implemented in QEMU 7.2.
            || (name == "MDCCSR_EL0" && el == 0 && direction == 'r' && configuration == "MDSCR_EL1=1000" && actual == '1');
    }

    private static string Name(int encoding) => SystemRegisterTable.TryFind((uint)encoding, out SystemRegister? row) ? row.Name : "(none)";

    private static List<Configuration> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cortex-a57-accesses.txt")
            ?? throw new InvalidOperationException("the recorded accesses are not embedded");
        using StreamReader reader = new(stream);
        List<Configuration> configurations = [];
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            if (words[0] is "open" or "config")
            {
                string[] state = [.. words.Skip(1).Where(word => word != "only=EL0")];
                configurations.Add(new Configuration(words[0] == "open" ? "open" : string.Join(" ", state), [.. state.Select(Assignment)], words[^1] == "only=EL0"));
            }
            else if (words[0] != "#" && words.Length == 4)
            {
                configurations[^1].Outcomes[(words[0][0] - '0', words[1][0], int.Parse(words[2], NumberStyles.HexNumber))] = words[3][0];
            }
        }
        return configurations;
    }

    private static (Slot, ulong) Assignment(string text)
    {
        string[] sides = text.Split('=');
        Slot slot = SystemRegisterTable.TryFind(sides[0], out SystemRegister? row) ? row.Storage : Slot.None;
        return (slot, ulong.Parse(sides[1], NumberStyles.HexNumber));
    }
}

using System.Globalization;
using System.Reflection;
using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.SystemRegisters;

/// <summary>Which registers HYP and PL1 of the 32-bit cores can read, and what they hold after reset, against the record in Data/aarch32-reads.txt.</summary>
public class RecordedAArch32Tests
{
    // Counters and timers, what the sweep itself had set (VBAR, HVBAR), and GIC registers of a CPU interface that nobody connected here.
    private static readonly string[] Unstable = ["CNTPCT", "CNTVCT", "CNTP_TVAL", "CNTV_TVAL", "CNTHP_TVAL", "VBAR", "HVBAR", "PMCCNTR"];

    // What QEMU has beyond the cores: DBGDEVID, DBGDEVID1 and DBGDEVID2 under an encoding of its own, Armv8's DBGDCCINT, Armv6's watchpoint fault address.
    private static readonly string[] QemuOnly = ["p14 0 7 0 0", "p14 0 7 0 1", "p14 0 7 0 2", "p14 0 0 2 0", "p15 0 6 0 1"];

    private static readonly List<Read> Recorded = Load();

    private static CpuModel[] Models => [CpuModel.CortexA15, CpuModel.CortexA7];

    [TestCaseSource(nameof(Models))]
    public void RecordedRegisters_AreReadableHere(CpuModel model)
    {
        VirtualCpu cpu = new(0, new CpuOptions(model) { GicVersion = 2 });
        List<string> differences = [];
        foreach (Read read in Recorded.Where(r => r.Model == model.Name && !QemuOnly.Contains(r.Encoding)))
        {
            AArch32Register? register = SystemRegisterTable.TryFindAArch32(read.Key, out AArch32Register? found) ? found : null;
            if (register?.Row.Requires == Feature.GicSystemRegisters)
            {
                continue;
            }
            foreach ((ExceptionLevel el, bool readable) in ((ExceptionLevel, bool)[])[(EL2, read.Hyp is not null), (EL1, read.Supervisor is not null)])
            {
                cpu.ChangeMode(el == EL2 ? ProcessorMode.Hyp : ProcessorMode.Svc, 0);
                bool ours = register is not null && AArch32Access.Check(register, cpu, AccessDirection.Read).Verdict == AccessVerdict.Allowed;
                if (ours != readable)
                {
                    differences.Add($"{register?.Window.Name} {read.Encoding} at {el}: recorded {readable}, we {ours}");
                }
            }
        }
        Assert.That(differences, Is.Empty);
    }

    [TestCaseSource(nameof(Models))]
    public void ResetValues_AreTheRecordedOnes(CpuModel model)
    {
        VirtualCpu cpu = new(0, new CpuOptions(model) { GicVersion = 3 });
        List<string> differences = [];
        foreach (Read read in Recorded.Where(r => r.Model == model.Name && r.Hyp is not null && !QemuOnly.Contains(r.Encoding)))
        {
            if (!SystemRegisterTable.TryFindAArch32(read.Key, out AArch32Register? register) || register.Row.Requires == Feature.GicSystemRegisters
                || Unstable.Contains(register.Window.Name))
            {
                continue;
            }
            ulong value = register.ReadValue(cpu), expected = Explained(register.Window.Name) ?? read.Hyp!.Value;
            if (value != expected)
            {
                differences.Add($"{register.Window.Name}: recorded {read.Hyp:x}, we {value:x}");
            }
        }
        Assert.That(differences, Is.Empty);
    }

    [Test]
    public void Record_IsWhole() => Assert.That(Recorded.GroupBy(r => r.Model).Select(g => g.Count()), Is.EqualTo(new[] { 235, 231 }));

    // QEMU leaves out what the Armv7 manual fixes: the bits that read as one, a powered debug unit.
    private static ulong? Explained(string name) => name switch
    {
        "HSCTLR" => 0x30C5_0878,
        "HCPTR" => 0x33FF,
        "CBAR" => 0x0800_0000,
        _ => null,
    };

    private static List<Read> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("aarch32-reads.txt")
            ?? throw new InvalidOperationException("the recorded reads are not embedded");
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.StartsWith("cortex", StringComparison.Ordinal)).Select(line => Parse(line.Split(' ')))];
    }

    private static Read Parse(string[] words)
    {
        bool wide = words[1][0] == 'w';
        int coprocessor = int.Parse(words[1].AsSpan(1), CultureInfo.InvariantCulture);
        int[] fields = [.. words[2..^2].Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        int key = wide ? AArch32Window.KeyOf(true, coprocessor, fields[0], 0, fields[1], 0) : AArch32Window.KeyOf(false, coprocessor, fields[0], fields[1], fields[2], fields[3]);
        return new Read(words[0], string.Join(' ', words[1..^2]), key, Value(words[^2]), Value(words[^1]));
    }

    private static ulong? Value(string word) => word == "-" ? null : ulong.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed record Read(string Model, string Encoding, int Key, ulong? Hyp, ulong? Supervisor);
}

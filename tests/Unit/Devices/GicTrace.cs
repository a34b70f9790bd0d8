using System.Globalization;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit.Devices;

/// <summary>
/// Replays what a bare-metal program did to the GIC of qemu-system-aarch64 and what it read back. A line is an operation, a place, an offset and a value:
/// r/w memory (D distributor, R redistributor, C GICC, H GICH, V GICV), mr/mw system register at EL2, vr/vw at EL1 under IMO and FMO,
/// l input line, i interrupt bits of ISR_EL1 (P at EL2, V at EL1).
/// </summary>
internal sealed unsafe class GicTrace
{
    private const ulong HcrFmo = 1 << 3, HcrImo = 1 << 4;
    private readonly Dictionary<string, IBusDevice> frames = [];
    private readonly InterruptController gic;
    private readonly GicSystemRegisters? registers;
    private readonly VirtualCpu cpu = new(0);
    private readonly bool[] inputs = new bool[4];

    public GicTrace(int version, int cpus)
    {
        Action<InterruptInput, bool>[] outputs = new Action<InterruptInput, bool>[cpus];
        for (int i = 0; i < cpus; i++)
        {
            int index = i;
            outputs[i] = (input, level) =>
            {
                if (index == 0)
                {
                    inputs[(int)input] = level;
                }
            };
        }
        if (version == 2)
        {
            Gicv2 v2 = new(outputs);
            gic = v2;
            frames["D"] = v2.Distributor;
            frames["C"] = v2.CpuInterface;
            frames["H"] = v2.HypervisorInterface;
            frames["V"] = v2.VirtualCpuInterface;
        }
        else
        {
            Gicv3 v3 = new(outputs, [.. Enumerable.Range(0, cpus).Select(i => (uint)i)]);
            gic = v3;
            frames["D"] = v3.Distributor;
            frames["R"] = v3.Redistributors;
            registers = v3.SystemRegisters(0);
            registers.Connect(cpu);
            cpu.Sys(Slot.HcrEl2) = HcrFmo | HcrImo;
        }
    }

    /// <summary>Runs the whole trace. Returns null, or the first line whose value differs.</summary>
    public string? Replay(IEnumerable<string> lines)
    {
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            string[] parts = line.Split(' ');
            ulong offset = Hex(parts[2]), value = Hex(parts[3]);
            ulong? seen = Step(parts[0], parts[1], offset, value);
            ulong compared = Comparable(parts[0], parts[1], offset, value);
            if (seen is ulong actual && ((actual ^ value) & compared) != 0)
            {
                return $"line {number}: {line}: here 0x{actual:x}";
            }
        }
        return null;
    }

    // Where QEMU 7.2 does not do what the manual says: it counts unlisted ends of interrupt in EOIcount even where the split EOI mode leaves
    // that to DIR, its HPPIR leaves the requesting PE of an SGI out and hides what the priority mask stops, and GICC_IAR answers 1022 instead of 1023 for an interrupt that may not preempt.
    private static ulong Comparable(string operation, string place, ulong offset, ulong value) => (operation, place, offset) switch
    {
        ("mr", "IchHcr", _) or ("r", "H", 0) => 0x07FF_FFFF,
        ("r", "C" or "V", 0x18) => value == IntIds.Spurious ? 0 : 0x3FFu,
        ("r", "C" or "V", 0x0C) when value == IntIds.OtherGroup => ~1UL,
        _ => ulong.MaxValue,
    };

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private ulong? Step(string operation, string place, ulong offset, ulong value)
    {
        switch (operation)
        {
            case "r":
                return frames[place].Read(offset, 4, 0);
            case "w":
                frames[place].Write(offset, 4, value, 0);
                return null;
            case "l":
                gic.Ppi(0, (int)offset).Set(value != 0);
                return null;
            case "i":
                return place == "P" ? Isr(InterruptInput.Irq, InterruptInput.Fiq) : Isr(InterruptInput.VirtualIrq, InterruptInput.VirtualFiq);
            case "end":
                return null;
            default:
                cpu.State->El = operation[0] == 'm' ? (byte)2 : (byte)1;
                GicRegister register = place.StartsWith("IchLr", StringComparison.Ordinal)
                    ? (GicRegister)((int)GicRegister.IchLr0 + place[5] - '0')
                    : Enum.Parse<GicRegister>(place);
                if (operation[1] == 'r')
                {
                    return registers!.Read(register);
                }
                registers!.Write(register, value);
                return null;
        }
    }

    private ulong Isr(InterruptInput irq, InterruptInput fiq) => (inputs[(int)irq] ? 0x80u : 0) | (inputs[(int)fiq] ? 0x40u : 0);
}

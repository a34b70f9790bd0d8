using System.Globalization;
using System.Text;

namespace Hyp.Jit.Cli;

/// <summary>Where every CPU stands, for a run that did not end well.</summary>
internal static class StateDump
{
    private static readonly string[] SystemRegisters =
    [
        "SCTLR_EL2", "HCR_EL2", "VBAR_EL2", "ESR_EL2", "ELR_EL2", "FAR_EL2", "SCTLR_EL1", "VBAR_EL1", "ESR_EL1", "ELR_EL1", "FAR_EL1", "TTBR0_EL1", "TTBR1_EL1",
    ];

    public static string Describe(Machine machine, string why)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\nhypjit: {why}\n");
        foreach (Cpu cpu in machine.Cpus)
        {
            Describe(cpu, text);
        }
        return text.ToString();
    }

    private static void Describe(Cpu cpu, StringBuilder text)
    {
        string doing = !cpu.IsOn ? ", off" : cpu.IsHalted ? ", waiting" : "";
        text.Append(CultureInfo.InvariantCulture,
            $"CPU {cpu.Index}{doing}: PC={cpu.Pc:x16} {cpu.ExceptionLevel} SP={cpu.Sp:x16} PSTATE={cpu.Pstate:x8} after {cpu.RetiredInstructions} instructions\n");
        for (int i = 0; i < 31; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  X{i:d2}={cpu.ReadX(i):x16}{(i % 4 == 3 || i == 30 ? "\n" : "")}");
        }
        int column = 0;
        foreach (string name in SystemRegisters)
        {
            try
            {
                text.Append(CultureInfo.InvariantCulture, $"  {name}={cpu.ReadSystemRegister(name):x16}{(++column % 4 == 0 ? "\n" : "")}");
            }
            catch (ArgumentException)
            {
                // Without EL2 its registers do not exist.
            }
        }
        text.Append(column % 4 == 0 ? "" : "\n");
        foreach (string line in cpu.RecentEvents)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        }
    }
}

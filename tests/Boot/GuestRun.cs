using System.Text;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>Runs one of our own guests (guests/) to its end and gives the lines it printed.</summary>
internal static class GuestRun
{
    public static MachineBuilder Builder(string guest) => new MachineBuilder().Memory(128).Kernel(RepositoryPath.Of("guests", guest, guest + ".elf"));

    public static string[] Facts(string guest, string file) => File.ReadAllLines(RepositoryPath.Of("guests", guest, file));

    public static string[] ToPowerOff(MachineBuilder builder, TimeSpan timeout)
    {
        using Machine machine = builder.Build();
        StringBuilder console = new();
        machine.Console.Output += bytes => console.Append(Encoding.ASCII.GetString(bytes));
        RunResult result = machine.Run(timeout);
        string text = console.ToString();
        Assert.That(result.Reason, Is.EqualTo(StopReason.PoweredOff), text);
        return text.TrimEnd('\n').Split('\n');
    }
}

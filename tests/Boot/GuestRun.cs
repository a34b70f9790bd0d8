using System.Text;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>Runs guests to their end, or to a text on their console.</summary>
internal static class GuestRun
{
    /// <summary>One of our own guests (guests/).</summary>
    public static MachineBuilder Builder(string guest) => new MachineBuilder().Memory(128).Kernel(RepositoryPath.Of("guests", guest, guest + ".elf"));

    public static string[] Facts(string guest, string file) => File.ReadAllLines(RepositoryPath.Of("guests", guest, file));

    /// <summary>The lines that a guest printed before it powered off.</summary>
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

    /// <summary>All that a guest printed until it showed <paramref name="text"/>.</summary>
    public static string ToText(MachineBuilder builder, string text, TimeSpan timeout)
    {
        using Machine machine = builder.Build();
        StringBuilder console = new();
        machine.Console.Output += bytes =>
        {
            int seen = Math.Max(0, console.Length - text.Length);
            console.Append(Encoding.ASCII.GetString(bytes));
            if (console.ToString(seen, console.Length - seen).Contains(text, StringComparison.Ordinal))
            {
                machine.Stop();
            }
        };
        RunResult result = machine.Run(timeout);
        Assert.That(result.Reason, Is.EqualTo(StopReason.Stopped), $"\"{text}\" not seen in\n{console}");
        return console.ToString();
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Cli;

/// <summary>Guests that never end: --timeout and Ctrl-C do it.</summary>
public class EndlessGuestTests
{
    private static readonly (string Name, uint[] Words)[] Guests =
    [
        ("loop", [0x1400_0000]), // b .
        ("wait", [0xD503_207F, 0x17FF_FFFF]), // wfi; b .-4
        // adr x0, .+0x800 (only zeros, UNDEFINED, from there on); msr vbar_el2, x0; svc #0
        ("exceptions", [0x1000_4000, 0xD51C_C000, 0xD400_0001]),
    ];

    private string folder = "";

    public static IEnumerable<string> Names => Guests.Select(g => g.Name);

    [OneTimeSetUp]
    public void SetUp()
    {
        folder = Directory.CreateTempSubdirectory("hypjit").FullName;
        foreach ((string name, uint[] words) in Guests)
        {
            File.WriteAllBytes(Path.Combine(folder, name), Board.BoardGuests.Bytes(words));
        }
    }

    [OneTimeTearDown]
    public void TearDown() => Directory.Delete(folder, recursive: true);

    [TestCaseSource(nameof(Names))]
    public void Timeout_EndsIt(string guest) => Assert.That(HypjitCommand.Run([.. Arguments(guest), "--timeout", "0.5"]).ExitCode, Is.EqualTo(124));

    [TestCaseSource(nameof(Names)), Platform("Linux,MacOsX")]
    public void Interrupt_EndsIt(string guest)
    {
        using Process process = HypjitCommand.Start(Arguments(guest));
        process.StandardInput.Close();
        Thread.Sleep(TimeSpan.FromSeconds(2)); // Until it has long been running the guest.
        Assert.That(process.HasExited, Is.False, "ended by itself");
        _ = Interrupt(process.Id, 2);
        bool ended = process.WaitForExit(TimeSpan.FromSeconds(30));
        if (!ended)
        {
            process.Kill();
        }

        Assert.That(ended, "SIGINT did not end it");
        Assert.That(process.ExitCode, Is.EqualTo(130));
    }

    private string[] Arguments(string guest) => ["boot", "--raw-address", "0x40100000", Path.Combine(folder, guest)];

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Interrupt(int process, int signal);
}

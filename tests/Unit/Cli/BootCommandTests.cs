using System.Text.Json;
using Hyp.Jit.Cli;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Cli;

public class BootCommandTests
{
    private string folder = "";

    [OneTimeSetUp]
    public void SetUp() => folder = Directory.CreateTempSubdirectory("hypjit").FullName;

    [OneTimeTearDown]
    public void TearDown() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Boot_UntilPowerOff_ExitsZero()
    {
        HypjitCommand.Outcome outcome = Boot(Board.BoardGuests.Hello);
        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((0, "Hi\n")));
    }

    [Test]
    public void Boot_UntilText_ExitsZeroWhenSeen() => Assert.That(Boot(Board.BoardGuests.Hello, "--until", "i").ExitCode, Is.Zero);

    [Test]
    public void Boot_UntilText_ExitsOneWhenTheGuestEndsBefore()
    {
        HypjitCommand.Outcome outcome = Boot(Board.BoardGuests.Hello, "--until", "login:");
        Assert.That(outcome.ExitCode, Is.EqualTo(1));
        Assert.That(outcome.Errors, Does.Contain("the guest powered off before \"login:\" was seen"));
    }

    [Test]
    public void Boot_Reset_ExitsOne()
    {
        uint[] reset = [.. Board.BoardGuests.Hello];
        reset[7] = 0x5280_0120; // mov w0, #9: SYSTEM_RESET
        HypjitCommand.Outcome outcome = Boot(reset);
        Assert.That((outcome.ExitCode, outcome.Errors), Is.EqualTo((1, "hypjit: the guest reset the machine\n")));
    }

    [Test]
    public void Boot_Timeout_Exits124AndShowsTheCpus()
    {
        HypjitCommand.Outcome outcome = Boot(Board.BoardGuests.Count, "--timeout", "0.3", "--smp", "2");
        Assert.That(outcome.ExitCode, Is.EqualTo(124));
        Assert.That(outcome.Errors, Does.Contain("CPU 0: PC=00000000401000").And.Contain("EL2").And.Contain("X30=").And.Contain("CPU 1, off"));
    }

    [Test]
    public void Boot_WithStatistics_PrintsThem()
    {
        HypjitCommand.Outcome outcome = Boot(Board.BoardGuests.Hello, "--stats=json");
        using JsonDocument document = JsonDocument.Parse(outcome.Errors);
        Assert.That(document.RootElement.GetProperty("instructions").GetInt64(), Is.EqualTo(Board.BoardGuests.Hello.Length));
        Assert.That(Boot(Board.BoardGuests.Hello, "--stats").Errors, Does.Contain("instructions").And.Contain("mips"));
    }

    [Test]
    public void Qemu_SemihostingExit_IsTheExitCode()
    {
        string file = Write(Board.BoardGuests.Semihosted);
        HypjitCommand.Outcome outcome = HypjitCommand.Run(
            "qemu-system-aarch64", "-M", "virt,virtualization=on", "-cpu", "cortex-a57", "-nographic", "-semihosting", "-kernel", file);
        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((7, "semihosted\n")));
    }

    [Test]
    public void Qemu_SerialFileAndLog_AreWritten()
    {
        string console = Path.Combine(folder, "console"), log = Path.Combine(folder, "log");
        HypjitCommand.Outcome outcome = HypjitCommand.Run(
            "qemu-system-aarch64", "-machine", "virt,gic-version=3,virtualization=on", "-cpu", "cortex-a72", "-m", "64M", "-smp", "cpus=2", "-nodefaults",
            "-nic", "none", "-no-reboot", "-serial", $"file:{console}", "-d", "in_asm,exec,int,unimp", "-D", log, "-kernel", Write(Board.BoardGuests.Hello));
        Assert.Multiple(() =>
        {
            Assert.That((outcome.ExitCode, outcome.Output, outcome.Errors), Is.EqualTo((0, "", "")));
            Assert.That(File.ReadAllText(console), Is.EqualTo("Hi\n"));
            Assert.That(File.Exists(log), Is.True);
        });
    }

    [Test]
    public void Qemu_DumpDtb_WritesTheBoardsTree()
    {
        string file = Path.Combine(folder, "board.dtb");
        Assert.That(HypjitCommand.Run("qemu-system-aarch64", "-M", $"virt,dumpdtb={file}", "-cpu", "cortex-a53").ExitCode, Is.Zero);
        Assert.That(DeviceTreeReader.Read(File.ReadAllBytes(file), file).Root.Find("cpus"), Is.Not.Null);
    }

    [TestCase("-m", "2G", 2048)]
    [TestCase("-m", "512", 512)]
    [TestCase("-m", "size=64M", 64)]
    public void Qemu_Memory_IsReadAsQemuDoes(string option, string value, int megabytes) =>
        Assert.That(Parse(option, value).Builder.Options.MemoryMiB, Is.EqualTo(megabytes));

    [Test]
    public void Qemu_Defaults_AreQemus()
    {
        MachineOptions options = Parse().Builder.Options;
        Assert.That((options.MemoryMiB, options.GicVersion, options.El2, options.CpuCount), Is.EqualTo((128, 2, false, 1)));
    }

    [TestCase("abc", "xxabcx", true)]
    [TestCase("aab", "aaab", true)]
    [TestCase("abab", "abaabab", true)]
    [TestCase("abc", "ab c", false)]
    public void TextWatcher_SeesTextsAcrossCuts(string text, string stream, bool seen)
    {
        var watcher = new TextWatcher(text);
        foreach (char c in stream)
        {
            watcher.Watch([(byte)c]);
        }
        Assert.That(watcher.Seen, Is.EqualTo(seen));
    }

    [Test]
    public void Keyboard_TakesEscapesOut()
    {
        bool left = false;
        using Hyp.Jit.Machine machine = Board.BoardGuests.Builder(Board.BoardGuests.Count).Build();
        var keyboard = new Keyboard(machine, interactive: true, () => left = true);
        byte[] bytes = [(byte)'a', 1, 1, 1, (byte)'q', (byte)'b', 1];
        int kept = keyboard.Filter(bytes, out bool leaves);
        Assert.That((bytes[..kept], leaves), Is.EqualTo((new byte[] { (byte)'a', 1, (byte)'b' }, false)));
        kept = keyboard.Filter("x"u8.ToArray(), out leaves);
        Assert.That((kept, leaves, left), Is.EqualTo((0, true, false)), "the escape goes on in the next read");
    }

    private static BootRequest Parse(params string[] arguments) => QemuCommand.Parse(["-M", "virt", "-cpu", "cortex-a57", .. arguments]);

    private HypjitCommand.Outcome Boot(uint[] words, params string[] arguments) =>
        HypjitCommand.Run(["boot", Write(words), "--raw-address", "0x40100000", "--memory", "64", .. arguments]);

    private string Write(uint[] words)
    {
        string file = Path.Combine(folder, $"{Guid.NewGuid():n}.bin");
        File.WriteAllBytes(file, Board.BoardGuests.Bytes(words));
        return file;
    }
}

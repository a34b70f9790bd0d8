using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Cli;

/// <summary>Whatever is wrong with a command line or with what it names: one clear line, exit code 2, nothing on the console.</summary>
public class BadUsageTests
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("hypjit").FullName;

    private static string Sample(string name, byte[] bytes)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    [OneTimeTearDown]
    public void RemoveSamples() => Directory.Delete(Folder, recursive: true);

    private static IEnumerable<TestCaseData> Cases()
    {
        string image = Sample("Image", Board.ImageSamples.Image());
        string elf = Sample("guest.elf", Board.ImageSamples.Elf());
        string foreign = Sample("x86.elf", Board.ImageSamples.Elf(machine: 62));
        string empty = Sample("empty", []);
        string text = Sample("text", "hello"u8.ToArray());
        string big = Sample("big", new byte[3 << 20]);
        yield return Case("unknown command", "frobnicate", "frobnicate");
        yield return Case("unknown option", "--frobnicate", "boot", "--frobnicate", image);
        yield return Case("unknown guest", "neither a file nor a known guest", "boot", "no-such-guest");
        yield return Case("missing file", "no such guest image", "boot", "./missing.img");
        yield return Case("empty file", "the guest image is empty", "boot", empty);
        yield return Case("not a guest", "not an arm64 guest", "boot", text);
        yield return Case("ELF of another machine", "another machine: x86-64", "boot", foreign);
        yield return Case("missing initrd", "no such initrd", "boot", image, "--initrd", "./missing.gz");
        yield return Case("initrd that does not fit", "the initrd does not fit", "boot", image, "--memory", "4", "--initrd", big);
        yield return Case("image that does not fit", "does not fit", "boot", image, "--memory", "2");
        yield return Case("device tree that is none", "not a device tree blob", "boot", image, "--dtb", text);
        yield return Case("unknown CPU", "unknown CPU \"cortex-a9\"", "boot", elf, "--cpu", "cortex-a9");
        yield return Case("64-bit guest on a 32-bit core", "64-bit Arm guest", "boot", elf, "--cpu", "cortex-a15");
        yield return Case("no CPUs", "0 CPUs", "boot", elf, "--smp", "0");
        yield return Case("CPUs that are no number", "--smp takes a whole number, not \"two\"", "boot", elf, "--smp", "two");
        yield return Case("too many CPUs", "9 CPUs", "boot", elf, "--smp", "9", "--gic", "2");
        yield return Case("memory that is no number", "--memory takes a whole number", "boot", elf, "--memory", "1G");
        yield return Case("unknown GIC", "--gic takes 2 or 3", "boot", elf, "--gic", "4");
        yield return Case("unknown tier", "--tier takes", "boot", elf, "--tier", "fast");
        yield return Case("unknown EL2", "--el2 takes on or off", "boot", elf, "--el2", "maybe");
        yield return Case("timeout that is none", "--timeout takes a number of seconds", "boot", elf, "--timeout", "-1");
        yield return Case("statistics in no form", "--stats takes text or json", "boot", elf, "--stats=xml");
        yield return Case("raw address that is none", "--raw-address takes an address", "boot", text, "--raw-address", "here");
        yield return Case("fetch of an unknown guest", "unknown guest \"nobody\"", "guests", "fetch", "nobody");
        yield return Case("path of an unfetched guest", "is not fetched", "guests", "path", "debian-arm64", "--cache", Folder);
        yield return Case("fetch into a file", "cannot be written", "guests", "fetch", "debian-arm64", "--cache", Path.Combine(text, "cache"));
        yield return Case("QEMU without a machine", "no machine given", "qemu-system-aarch64", "-cpu", "cortex-a57", "-kernel", image);
        yield return Case("QEMU without a CPU", "the machine's core is a 32-bit one", "qemu-system-aarch64", "-M", "virt", "-kernel", image);
        yield return Case("QEMU for 32-bit cores", "-cpu cortex-a57 is not a 32-bit core", "qemu-system-arm", "-M", "virt", "-cpu", "cortex-a57", "-kernel", image);
        yield return Case("QEMU option not supported", "option -bios is not supported", "qemu-system-aarch64", "-M", "virt", "-bios", "x");
        yield return Case("QEMU machine not supported", "machine raspi3b is not supported", "qemu-system-aarch64", "-M", "raspi3b");
        yield return Case("QEMU machine option not supported", "machine option secure=on", "qemu-system-aarch64", "-M", "virt,secure=on");
        yield return Case("QEMU network", "option -nic user is not supported", "qemu-system-aarch64", "-M", "virt", "-nic", "user");
        yield return Case("QEMU serial", "option -serial tcp::1 is not supported", "qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a57", "-serial", "tcp::1");
        yield return Case("QEMU log item", "-d cpu is not supported", "qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a57", "-d", "cpu");
        yield return Case("QEMU option without its value", "option -m needs a value", "qemu-system-aarch64", "-m");
        yield return Case("QEMU disk image", "disk images are not supported", "qemu-system-aarch64", "disk.img");

        static TestCaseData Case(string name, string message, params string[] arguments) => new TestCaseData(message, arguments).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Cases))]
    public void Command_WithBadInput_ExitsTwoInOneLine(string message, string[] arguments)
    {
        HypjitCommand.Outcome outcome = HypjitCommand.Run(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(2));
            Assert.That(outcome.Output, Is.Empty);
            Assert.That(outcome.Errors, Does.StartWith("hypjit: ").And.Contain(message));
            Assert.That(outcome.Errors.TrimEnd('\n'), Does.Not.Contain("\n"));
        });
    }
}

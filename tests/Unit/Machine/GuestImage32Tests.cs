using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

/// <summary>Images of 32-bit guests, and what a core of the other width says to them.</summary>
public class GuestImage32Tests
{
    [Test]
    public void ZImage_GoesWhereQemuPutsIt()
    {
        GuestImage image = Detect(ImageSamples.ZImage(), aarch32: true);
        Assert.That((image.Entry, image.LowestAddress, image.EndAddress, image.FollowsLinuxProtocol, image.IsAArch32),
            Is.EqualTo((0x4001_0000UL, 0x4001_0000UL, 0x4001_0400UL, true, true)));
    }

    [Test]
    public void Elf32_IsEnteredAtItsPhysicalAddress_WithTheThumbBit()
    {
        GuestImage image = Detect(ImageSamples.Elf32(), aarch32: true);
        Assert.That((image.Entry, image.LowestAddress, image.EndAddress), Is.EqualTo((0x4001_0009UL, 0x4001_0000UL, 0x4001_0140UL)));
    }

    [Test]
    public void Unknown_AsQemuTakesIt_LiesAt64KiB()
    {
        using ImageBytes bytes = ImageBytes.FromMemory("image", new byte[64]);
        Assert.That(GuestImageDetector.Detect(bytes, null, aarch32: true, rawFallback: true).Entry, Is.EqualTo(0x4001_0000));
    }

    [Test]
    public void DeviceTree_StandsOnTheNextPageBehindTheInitrd()
    {
        using ImageBytes initrd = ImageBytes.FromMemory("initrd", new byte[0x1801]);
        BootPlan plan = BootPlan.Make(Detect(ImageSamples.ZImage(), aarch32: true), initrd, 512UL << 20);
        Assert.That((plan.InitrdAddress, plan.DeviceTreeAddress), Is.EqualTo((0x4800_0000UL, 0x4800_2000UL)));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return new TestCaseData(ImageSamples.ZImage(), false, "a 32-bit Arm guest (Linux zImage), and the machine's core is a 64-bit one").SetArgDisplayNames("zImage on 64-bit");
        yield return new TestCaseData(ImageSamples.Image(), true, "a 64-bit Arm guest (arm64 Linux Image), and the machine's core is a 32-bit one").SetArgDisplayNames("Image on 32-bit");
        yield return new TestCaseData(ImageSamples.Elf(), true, "a 64-bit Arm guest (ELF)").SetArgDisplayNames("ELF64 on 32-bit");
        yield return new TestCaseData(ImageSamples.ZImage(claimed: 0x401), true, "the zImage is truncated").SetArgDisplayNames("cut zImage");
        yield return new TestCaseData(ImageSamples.ZImage(endianness: 0x0102_0304), true, "big-endian").SetArgDisplayNames("big-endian zImage");
        yield return new TestCaseData(new byte[64], true, "neither a Linux zImage nor an ELF file").SetArgDisplayNames("zeros");
    }

    [TestCaseSource(nameof(Refused))]
    public void Wrong_IsRefusedInOneLine(byte[] bytes, bool aarch32, string message) =>
        Assert.That(() => Detect(bytes, aarch32), Throws.TypeOf<GuestImageException>()
            .With.Message.StartsWith("image: ").And.Message.Contains(message).And.Message.Not.Contains("\n"));

    private static GuestImage Detect(byte[] bytes, bool aarch32)
    {
        using ImageBytes image = ImageBytes.FromMemory("image", bytes);
        return GuestImageDetector.Detect(image, null, aarch32);
    }
}

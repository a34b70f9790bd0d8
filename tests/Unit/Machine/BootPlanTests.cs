using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

/// <summary>Places as QEMU 7.2 prints them with "info roms" for Debian 12's kernel of 0x2010000 bytes and its initrd.</summary>
public class BootPlanTests
{
    private const ulong KernelSize = 33_619_968, InitrdSize = 0x264_9983;

    [TestCase(512, 0x4800_0000ul, 0x4A80_0000ul)]
    [TestCase(128, 0x4400_0000ul, 0x4680_0000ul)]
    [TestCase(16384, 0x4800_0000ul, 0x4A80_0000ul)]
    public void Debian_IsPlacedAsQemuDoes(int megabytes, ulong initrd, ulong deviceTree)
    {
        BootPlan plan = BootPlan.Make(Kernel(), new SizedBytes("initrd", (long)InitrdSize), (ulong)megabytes << 20);
        Assert.That((plan.InitrdAddress, plan.DeviceTreeAddress), Is.EqualTo((initrd, deviceTree)));
    }

    [Test]
    public void DebianWithoutInitrd_HasItsTreeBehindTheKernel() =>
        Assert.That(BootPlan.Make(Kernel(), null, 64 << 20).DeviceTreeAddress, Is.EqualTo(0x4240_0000));

    [Test]
    public void BareMetal_FindsItsTreeAtTheBaseOfMemory() =>
        Assert.That(BootPlan.Make(Elf(0x4010_0000), null, 64 << 20).DeviceTreeAddress, Is.EqualTo(0x4000_0000));

    [Test]
    public void BareMetal_AtTheBase_FindsItsTreeAbove() =>
        Assert.That(BootPlan.Make(Elf(0x4000_0000), null, 64 << 20).DeviceTreeAddress, Is.EqualTo(0x4200_0000));

    [TestCase(16, "kernel: does not fit")]
    [TestCase(64, "initrd: the initrd does not fit")]
    public void TooLarge_IsRefused(int megabytes, string message) =>
        Assert.That(() => BootPlan.Make(Kernel(), new SizedBytes("initrd", (long)InitrdSize), (ulong)megabytes << 20),
            Throws.TypeOf<GuestImageException>().With.Message.StartsWith(message));

    [TestCase(0x0ul)]
    [TestCase(0x0900_0000ul)]
    [TestCase(0x4400_0000ul)]
    [TestCase(0xFFFF_FFFF_FFFF_F000ul)]
    public void OutsideMemory_IsRefused(ulong address) =>
        Assert.That(() => BootPlan.Make(Elf(address), null, 64 << 20), Throws.TypeOf<GuestImageException>().With.Message.Contains("does not fit"));

    private static GuestImage Kernel() =>
        new(new SizedBytes("kernel", (long)KernelSize), "arm64 Linux Image", [new ImageSegment(0x4020_0000, 0, (long)KernelSize, KernelSize)], 0x4020_0000)
        {
            FollowsLinuxProtocol = true,
        };

    private static GuestImage Elf(ulong address) => new(new SizedBytes("elf", 64), "ELF", [new ImageSegment(address, 0, 64, 64)], address);

    private sealed class SizedBytes(string name, long length) : ImageBytes(name)
    {
        public override long Length => length;

        public override void Read(long offset, Span<byte> destination) => destination.Clear();
    }
}

using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

public class SmallDeviceTests
{
    [Test]
    public void Gpio_RisingEdge_IsLatchedUntilCleared()
    {
        var line = new FakeLine();
        var gpio = new Pl061(line);
        gpio.Write(0x40C, 4, 8, 0); // GPIOIEV: rising
        gpio.Write(0x410, 4, 8, 0); // GPIOIE
        gpio.SetInput(3, true);
        gpio.SetInput(3, false);
        Assert.That(line.Level, Is.True);
        Assert.That(gpio.Read(0x418, 4, 0), Is.EqualTo(8));
        gpio.Write(0x41C, 4, 8, 0);
        Assert.That(line.Level, Is.False);
    }

    [Test]
    public void Gpio_Data_TouchesOnlyTheLinesOfItsAddress()
    {
        var gpio = new Pl061(new FakeLine());
        gpio.Write(0x400, 4, 0xFF, 0); // all outputs
        gpio.Write(0x3FC, 4, 0xF0, 0);
        gpio.Write(0x003 << 2, 4, 0xFF, 0);
        Assert.That(gpio.Read(0x3FC, 4, 0), Is.EqualTo(0xF3));
        Assert.That(gpio.Read(0x010 << 2, 4, 0), Is.EqualTo(0x10));
    }

    [Test]
    public void Virtio_EmptyTransport_SaysSo()
    {
        var virtio = new VirtioMmio();
        ulong last = 31 * VirtioMmio.TransportSize;
        Assert.Multiple(() =>
        {
            Assert.That(virtio.Read(last, 4, 0), Is.EqualTo(0x7472_6976));
            Assert.That(virtio.Read(last + 4, 4, 0), Is.EqualTo(1));
            Assert.That(virtio.Read(last + 8, 4, 0), Is.Zero);
            Assert.That(virtio.Read(last + 12, 4, 0), Is.EqualTo(0x554D_4551));
            Assert.That(virtio.Read(last + 0x100, 1, 0), Is.Zero);
        });
    }

    [Test]
    public void FwCfg_SelectedItem_IsReadAsAStream()
    {
        var fwCfg = new FwCfg(4, 512UL << 20);
        fwCfg.Write(8, 2, 0x0000, 0);
        Assert.That(fwCfg.Read(0, 4, 0), Is.EqualTo(0x554D_4551));
        Assert.That(fwCfg.Read(0, 1, 0), Is.Zero, "past the end");
        fwCfg.Write(8, 2, 0x0500, 0); // big-endian 5: the number of CPUs
        Assert.That(fwCfg.Read(0, 2, 0), Is.EqualTo(4));
    }
}

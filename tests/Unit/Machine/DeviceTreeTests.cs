using System.Buffers.Binary;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

public class DeviceTreeTests
{
    private static readonly byte[] Seed = new byte[64];

    private static byte[] Board(int cpus = 2, int gic = 3, bool el2 = true, bool aarch64 = true) =>
        VirtDeviceTree.Build(new VirtDeviceTreeOptions(cpus, aarch64 ? "arm,cortex-a57" : "arm,cortex-a15", 512UL << 20, gic, el2, aarch64, Seed)).Flatten();

    [Test]
    public void Read_WhatWasFlattened_IsTheSameTree()
    {
        byte[] blob = Board();
        Assert.That(DeviceTreeReader.Read(blob, "tree").Flatten(), Is.EqualTo(blob));
    }

    [TestCase(2, true, "smc", 64)]
    [TestCase(2, false, "hvc", 32)]
    [TestCase(3, true, "smc", 32)]
    [TestCase(3, false, "hvc", 32)]
    public void Board_FollowsGicAndEl2(int gic, bool el2, string method, int gicRegions)
    {
        DeviceTreeNode root = DeviceTreeReader.Read(Board(gic: gic, el2: el2), "tree").Root;
        DeviceTreeNode controller = root.Find("intc")!;
        Assert.Multiple(() =>
        {
            Assert.That(root.Find("psci")!["method"], Is.EqualTo(System.Text.Encoding.ASCII.GetBytes(method + "\0")));
            Assert.That(controller["reg"], Has.Length.EqualTo(gicRegions));
            Assert.That(controller["interrupts"], el2 ? Is.Not.Null : Is.Null);
        });
    }

    [TestCase(true, 0xC400_0003, "arm,armv8-timer\0arm,armv7-timer\0")]
    [TestCase(false, 0x8400_0003, "arm,armv7-timer\0")]
    public void Board_TellsA32BitCoreOfItsPsciAndTimer(bool aarch64, uint cpuOn, string timer)
    {
        DeviceTreeNode root = DeviceTreeReader.Read(Board(gic: 2, aarch64: aarch64), "tree").Root;
        Assert.Multiple(() =>
        {
            Assert.That(BinaryPrimitives.ReadUInt32BigEndian(root.Find("psci")!["cpu_on"]), Is.EqualTo(cpuOn));
            Assert.That(root.Find("timer")!["compatible"], Is.EqualTo(System.Text.Encoding.ASCII.GetBytes(timer)));
            Assert.That(root.Find("pmu")!["compatible"], aarch64 ? Is.Not.Null : Is.Null);
        });
    }

    [TestCase(1)]
    [TestCase(8)]
    public void Board_PhandlesAreUniqueAndReferencesLead(int cpus)
    {
        var handles = new HashSet<uint>();
        var references = new List<uint>();
        Visit(DeviceTreeReader.Read(Board(cpus), "tree").Root);
        Assert.That(references, Is.Not.Empty.And.All.Matches<uint>(handles.Contains));

        void Visit(DeviceTreeNode node)
        {
            if (node["phandle"] is { } handle)
            {
                Assert.That(handles.Add(BinaryPrimitives.ReadUInt32BigEndian(handle)), Is.True, node.Name);
            }
            foreach (string property in (string[])["interrupt-parent", "clocks", "gpios", "cpu"])
            {
                if (node[property] is { } reference)
                {
                    references.Add(BinaryPrimitives.ReadUInt32BigEndian(reference));
                }
            }
            node.Children.ForEach(Visit);
        }
    }

    [Test]
    public void SetBootArguments_WritesChosen()
    {
        DeviceTreeBlob tree = DeviceTreeReader.Read(Board(), "tree");
        VirtDeviceTree.SetBootArguments(tree, "console=ttyAMA0", (0x4800_0000, 0x4A00_0001));
        VirtDeviceTree.SetMemory(tree, 8UL << 30);
        DeviceTreeNode root = DeviceTreeReader.Read(tree.Flatten(), "tree").Root;
        Assert.Multiple(() =>
        {
            Assert.That(root.Find("chosen")!["bootargs"], Is.EqualTo("console=ttyAMA0\0"u8.ToArray()));
            Assert.That(root.Find("chosen")!["linux,initrd-start"], Is.EqualTo(new byte[] { 0x48, 0, 0, 0 }));
            Assert.That(root.Find("chosen")!["linux,initrd-end"], Is.EqualTo(new byte[] { 0x4A, 0, 0, 1 }));
            Assert.That(root.Find("memory")!["reg"], Is.EqualTo(new byte[] { 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0 }));
        });
    }

    [Test]
    public void Read_NotATree_SaysSo([Values(0, 3, 39)] int length)
    {
        Assert.That(() => DeviceTreeReader.Read(new byte[length], "some.dtb"),
            Throws.TypeOf<GuestImageException>().With.Message.EqualTo("some.dtb: not a device tree blob"));
    }

    [Test]
    public void Read_Truncated_AlwaysSaysSo()
    {
        byte[] blob = Board(1);
        for (int length = 0; length < blob.Length; length += 7)
        {
            int cut = length;
            Assert.That(() => DeviceTreeReader.Read(blob.AsSpan(0, cut), "cut.dtb"), Throws.TypeOf<GuestImageException>(), $"{length} bytes");
        }
    }

    [Test]
    public void Read_AnyByteDamaged_IsATreeOrAMessage()
    {
        byte[] blob = Board(1);
        var random = new DeterministicRandom(2024);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = (byte[])blob.Clone();
            int at = i % 2 == 0 ? i / 2 % 64 : (int)(random.NextUInt64() % (ulong)blob.Length);
            damaged[at] ^= (byte)(1 + (random.NextUInt64() % 255));
            try
            {
                _ = DeviceTreeReader.Read(damaged, "damaged.dtb").Flatten();
            }
            catch (GuestImageException e)
            {
                Assert.That(e.Message, Does.StartWith("damaged.dtb: ").And.Not.Contain("\n"));
            }
        }
    }

    [Test]
    public void Read_TooDeep_IsRefused()
    {
        var root = new DeviceTreeNode("");
        DeviceTreeNode node = root;
        for (int i = 0; i < 100; i++)
        {
            node = node.Add("n");
        }
        byte[] blob = new DeviceTreeBlob(root).Flatten();
        Assert.That(() => DeviceTreeReader.Read(blob, "deep.dtb"), Throws.TypeOf<GuestImageException>().With.Message.Contains("nested"));
    }
}

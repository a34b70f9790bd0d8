using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

public class SnapshotStreamTests
{
    private const string Configuration = "virt,cortex-a57";

    [Test]
    public void Read_WhatWasWritten_RestoresEveryPart()
    {
        byte[] saved = Save(new Counter("a", 1), new Counter("b", 2));
        var a = new Counter("a", 0);
        var b = new Counter("b", 0);
        SnapshotStream.Read(new MemoryStream(saved), Configuration, [b, a]);
        Assert.That((a.Value, b.Value), Is.EqualTo((1, 2)));
    }

    [Test]
    public void Read_Truncated_IsRefusedAndTouchesNothing()
    {
        byte[] saved = Save(new Counter("a", 1));
        for (int length = 0; length < saved.Length; length++)
        {
            var a = new Counter("a", 77);
            int cut = length;
            Assert.That(() => SnapshotStream.Read(new MemoryStream(saved, 0, cut), Configuration, [a]), Throws.TypeOf<GuestImageException>(), $"{cut} bytes");
            Assert.That(a.Value, Is.EqualTo(77));
        }
    }

    [Test]
    public void Read_AnyBitFlipped_IsRefusedAndTouchesNothing()
    {
        byte[] saved = Save(new Counter("a", 1));
        for (int bit = 0; bit < saved.Length * 8; bit++)
        {
            byte[] damaged = (byte[])saved.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var a = new Counter("a", 77);
            Assert.That(() => SnapshotStream.Read(new MemoryStream(damaged), Configuration, [a]), Throws.TypeOf<GuestImageException>(), $"bit {bit}");
            Assert.That(a.Value, Is.EqualTo(77));
        }
    }

    [Test]
    public void Read_OfAnother_SaysWhat()
    {
        byte[] saved = Save(new Counter("a", 1));
        Assert.Multiple(() =>
        {
            Assert.That(() => SnapshotStream.Read(new MemoryStream("GIF89a"u8.ToArray()), Configuration, []), Refused("not a saved machine"));
            Assert.That(() => SnapshotStream.Read(new MemoryStream(saved), "virt,cortex-a53", [new Counter("a", 0)]), Refused("another one"));
            Assert.That(() => SnapshotStream.Read(new MemoryStream(saved), Configuration, [new Counter("b", 0)]), Refused("no part \"b\""));
            Assert.That(() => SnapshotStream.Read(new MemoryStream(saved), Configuration, []), Refused("parts that this one lacks"));
            Assert.That(() => SnapshotStream.Read(new MemoryStream(saved), Configuration, [new Counter("a", 0) { Version = 2 }]), Refused("has version 1"));
        });
    }

    [Test]
    public void CompressedPart_RoundTrips()
    {
        byte[] saved = Save(new CompressedPart(new Counter("a", 5)), new Counter("b", 6));
        var a = new Counter("a", 0);
        var b = new Counter("b", 0);
        SnapshotStream.Read(new MemoryStream(saved), Configuration, [new CompressedPart(a), b]);
        Assert.That((a.Value, b.Value), Is.EqualTo((5, 6)));
    }

    private static NUnit.Framework.Constraints.ContainsConstraint Refused(string message) =>
        Throws.TypeOf<GuestImageException>().With.Message.Contains(message);

    private static byte[] Save(params ISnapshotPart[] parts)
    {
        using var stream = new MemoryStream();
        SnapshotStream.Write(stream, Configuration, parts);
        return stream.ToArray();
    }

    private sealed class Counter(string name, int value) : ISnapshotPart
    {
        public int Value { get; private set; } = value;

        public int Version { get; init; } = 1;

        public string SnapshotName => name;

        public int SnapshotVersion => Version;

        public void Save(BinaryWriter writer) => writer.Write(Value);

        public void Restore(BinaryReader reader) => Value = reader.ReadInt32();
    }
}

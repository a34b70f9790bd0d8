using System.Text;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Devices;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class Pl011Tests
{
    private const ulong Data = 0x00, Flags = 0x18, LineControl = 0x2C, Control = 0x30, FifoLevels = 0x34, Mask = 0x38, RawStatus = 0x3C, MaskedStatus = 0x40, Clear = 0x44;
    private const ulong ReceiveEmpty = 1 << 4, ReceiveFull = 1 << 6, TransmitEmpty = 1 << 7;
    private const ulong Receive = 1 << 4, Transmit = 1 << 5, ReceiveTimeout = 1 << 6;
    private readonly FakeLine line = new();
    private readonly StringBuilder output = new();
    private Pl011 uart = null!;

    [SetUp]
    public void SetUp()
    {
        uart = new Pl011("pl011", line) { Output = bytes => output.Append(Encoding.ASCII.GetString(bytes)) };
        output.Clear();
    }

    [Test]
    public void Identification_IsThatOfAPrimeCellUart()
    {
        byte[] id = [.. Enumerable.Range(0, 8).Select(i => (byte)Read(0xFE0 + ((ulong)i * 4)))];
        Assert.That(id, Is.EqualTo(new byte[] { 0x11, 0x10, 0x14, 0x00, 0x0D, 0xF0, 0x05, 0xB1 }));
    }

    [Test]
    public void Write_Data_ShowsAtLineEndAndOnFlush()
    {
        foreach (char c in "ab\nc")
        {
            Write(Data, c);
        }
        Assert.That(output.ToString(), Is.EqualTo("ab\n"));
        uart.FlushOutput();
        Assert.That(output.ToString(), Is.EqualTo("ab\nc"));
        Assert.That(Read(Flags), Is.EqualTo(ReceiveEmpty | TransmitEmpty));
    }

    [Test]
    public void Write_Data_RaisesTheTransmitInterruptUntilCleared()
    {
        Write(Mask, Transmit);
        Write(Data, 'x');
        Assert.That(line.Level, Is.True);
        Assert.That(Read(MaskedStatus), Is.EqualTo(Transmit));
        Write(Clear, Transmit);
        Assert.That(line.Level, Is.False);
    }

    [Test]
    public void Input_BelowTrigger_TimesOut()
    {
        Write(LineControl, 0x70);
        Write(Mask, Receive | ReceiveTimeout);
        Type("ab");
        Assert.That(Read(RawStatus), Is.EqualTo(ReceiveTimeout));
        Assert.That(line.Level, Is.True);
        Assert.That(Read(Data), Is.EqualTo((ulong)'a'));
        Assert.That(line.Level, Is.True);
        Assert.That(Read(Data), Is.EqualTo((ulong)'b'));
        Assert.That(line.Level, Is.False);
        Assert.That(Read(Flags) & ReceiveEmpty, Is.Not.Zero);
    }

    [TestCase(0u, 2)]
    [TestCase(1u, 4)]
    [TestCase(2u, 8)]
    [TestCase(3u, 12)]
    [TestCase(4u, 14)]
    public void Input_AtTrigger_RaisesReceive(uint select, int level)
    {
        Write(LineControl, 0x10);
        Write(FifoLevels, select << 3);
        Type(new string('x', level - 1));
        Assert.That(Read(RawStatus) & Receive, Is.Zero);
        Type("x");
        Assert.That(Read(RawStatus), Is.EqualTo(Receive));
    }

    [Test]
    public void Input_BeyondTheFifo_WaitsAndLosesNothing()
    {
        string text = string.Concat(Enumerable.Range(0, 40).Select(i => (char)('0' + (i % 10))));
        Write(LineControl, 0x10);
        Type(text);
        Assert.That(Read(Flags) & ReceiveFull, Is.Not.Zero);
        var read = new StringBuilder();
        while ((Read(Flags) & ReceiveEmpty) == 0)
        {
            read.Append((char)Read(Data));
        }
        Assert.That(read.ToString(), Is.EqualTo(text));
    }

    [Test]
    public void Input_FromManyThreads_ArrivesWhole()
    {
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 100; i++)
            {
                uart.Input.Feed("x"u8);
            }
        });
        int count = 0;
        uart.PumpInput();
        while ((Read(Flags) & ReceiveEmpty) == 0)
        {
            _ = Read(Data);
            count++;
        }
        Assert.That(count, Is.EqualTo(800));
    }

    [Test]
    public void Loopback_SendsToItself()
    {
        Write(Control, 0x381);
        Write(Data, 'z');
        uart.FlushOutput();
        Assert.That(output.ToString(), Is.Empty);
        Assert.That(Read(Data), Is.EqualTo((ulong)'z'));
    }

    [Test]
    public void Restore_BringsFifoMasksAndLineBack()
    {
        Write(LineControl, 0x70);
        Write(Mask, ReceiveTimeout);
        Type("hi");
        var otherLine = new FakeLine();
        var copy = new Pl011("pl011", otherLine);
        SnapshotCopy.Copy(uart, copy);
        Assert.Multiple(() =>
        {
            Assert.That(otherLine.Level, Is.True);
            Assert.That(copy.Read(LineControl, 4, 0), Is.EqualTo(0x70));
            Assert.That(copy.Read(Data, 4, 0), Is.EqualTo((ulong)'h'));
            Assert.That(copy.Read(Data, 4, 0), Is.EqualTo((ulong)'i'));
        });
    }

    private void Type(string text)
    {
        uart.Input.Feed(Encoding.ASCII.GetBytes(text));
        uart.PumpInput();
    }

    private ulong Read(ulong offset) => uart.Read(offset, 4, 0);

    private void Write(ulong offset, ulong value) => uart.Write(offset, 4, value, 0);
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Hyp.Jit.Tests.Unit.FloatingPoint;

/// <summary>One recorded instruction: operand class, result kind (d, q, x, n) and where its outcomes start.</summary>
internal sealed record RecordedInstruction(uint Word, string Operands, char Result, int Offset)
{
    public int ResultSize => Result switch { 'q' => 16, 'n' => 1, _ => 8 };

    /// <summary>FPSR and result of a case, low and high half.</summary>
    public (uint Fpsr, ulong Low, ulong High) Outcome(byte[] data, int mode, int c)
    {
        int at = Offset + (((mode * RecordedOperands.CaseCount(Operands)) + c) * (ResultSize + 1));
        ReadOnlySpan<byte> result = data.AsSpan(at + 1, ResultSize);
        return Result switch
        {
            'n' => (data[at], result[0], 0),
            'q' => (data[at], BinaryPrimitives.ReadUInt64LittleEndian(result), BinaryPrimitives.ReadUInt64LittleEndian(result[8..])),
            _ => (data[at], BinaryPrimitives.ReadUInt64LittleEndian(result), 0),
        };
    }
}

/// <summary>What qemu-aarch64 (cortex-a57) left behind after each instruction; see Vectors/Generator.</summary>
internal static class RecordedVectors
{
    private static readonly Lazy<byte[]> Contents = new(Load);
    private static readonly Lazy<List<RecordedInstruction>> Parsed = new(Parse);

    public static byte[] Data => Contents.Value;
    public static IReadOnlyList<RecordedInstruction> Instructions => Parsed.Value;

    private static byte[] Load()
    {
        using Stream stream = typeof(RecordedVectors).Assembly.GetManifestResourceStream("FloatingPoint.Armv8.bin.gz")!;
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        return memory.ToArray();
    }

    private static List<RecordedInstruction> Parse()
    {
        var list = new List<RecordedInstruction>();
        for (int at = 0; at < Data.Length;)
        {
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(Data.AsSpan(at));
            var instruction = new RecordedInstruction(word, Encoding.ASCII.GetString(Data, at + 4, 3), (char)Data[at + 7], at + 8);
            list.Add(instruction);
            at += 8 + (RecordedOperands.Modes.Length * RecordedOperands.CaseCount(instruction.Operands) * (instruction.ResultSize + 1));
        }
        return list;
    }
}

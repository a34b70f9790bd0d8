using System.Buffers.Binary;

namespace Hyp.Jit;

/// <summary>ELF executables, 64-bit ones for AArch64 and 32-bit ones for Arm, loaded by their physical addresses.</summary>
internal static class ElfImage
{
    private const int HeaderSize = 64, ProgramHeaderSize = 56;
    private const int HeaderSize32 = 52, ProgramHeaderSize32 = 32;
    private const ushort MachineAArch64 = 183, MachineArm = 40, TypeExecutable = 2, TypeShared = 3;
    private const uint SegmentLoad = 1;

    public static GuestImage? TryLoad(ImageBytes bytes, ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("\u007FELF"u8))
        {
            return null;
        }
        if (head.Length < HeaderSize32)
        {
            throw new GuestImageException($"{bytes.Name}: the ELF file is truncated");
        }
        ushort machine = head[5] == 2 ? BinaryPrimitives.ReadUInt16BigEndian(head[18..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[18..]);
        if (machine is not (MachineAArch64 or MachineArm))
        {
            throw new GuestImageException($"{bytes.Name}: an ELF file for another machine: {MachineName(machine)}, not Arm");
        }
        bool aarch32 = machine == MachineArm;
        if (head[4] != (aarch32 ? 1 : 2) || head[5] != 1)
        {
            throw new GuestImageException($"{bytes.Name}: not a {(aarch32 ? 32 : 64)}-bit little-endian ELF file");
        }
        if (BinaryPrimitives.ReadUInt16LittleEndian(head[16..]) is not (TypeExecutable or TypeShared))
        {
            throw new GuestImageException($"{bytes.Name}: the ELF file is not an executable");
        }

        if (!aarch32 && head.Length < HeaderSize)
        {
            throw new GuestImageException($"{bytes.Name}: the ELF file is truncated");
        }
        ulong entry = aarch32 ? BinaryPrimitives.ReadUInt32LittleEndian(head[24..]) : BinaryPrimitives.ReadUInt64LittleEndian(head[24..]);
        ulong tableOffset = aarch32 ? BinaryPrimitives.ReadUInt32LittleEndian(head[28..]) : BinaryPrimitives.ReadUInt64LittleEndian(head[32..]);
        int entrySize = BinaryPrimitives.ReadUInt16LittleEndian(head[(aarch32 ? 42 : 54)..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(head[(aarch32 ? 44 : 56)..]);
        int expectedSize = aarch32 ? ProgramHeaderSize32 : ProgramHeaderSize;
        if (entrySize != expectedSize || tableOffset > (ulong)bytes.Length || (ulong)(count * expectedSize) > (ulong)bytes.Length - tableOffset)
        {
            throw new GuestImageException($"{bytes.Name}: the ELF file is truncated or damaged: its program headers are not there");
        }
        List<ImageSegment> segments = LoadSegments(bytes, bytes.Slice((long)tableOffset, count * expectedSize), aarch32, ref entry);
        return segments.Count > 0
            ? new GuestImage(bytes, "ELF", segments, entry) { IsAArch32 = aarch32 }
            : throw new GuestImageException($"{bytes.Name}: the ELF file has nothing to load");
    }

    private static List<ImageSegment> LoadSegments(ImageBytes bytes, ReadOnlySpan<byte> table, bool aarch32, ref ulong entry)
    {
        var segments = new List<ImageSegment>();
        ulong virtualEntry = entry;
        int size = aarch32 ? ProgramHeaderSize32 : ProgramHeaderSize;
        for (; table.Length >= size; table = table[size..])
        {
            (ulong fileOffset, ulong virtualAddress, ulong physicalAddress, ulong fileSize, ulong memorySize) = aarch32
                ? (Word(table, 4), Word(table, 8), Word(table, 12), Word(table, 16), Word(table, 20))
                : (DoubleWord(table, 8), DoubleWord(table, 16), DoubleWord(table, 24), DoubleWord(table, 32), DoubleWord(table, 40));
            if (Word(table, 0) != SegmentLoad || memorySize == 0)
            {
                continue;
            }
            if (fileOffset > (ulong)bytes.Length || fileSize > (ulong)bytes.Length - fileOffset || fileSize > memorySize
                || physicalAddress + memorySize < physicalAddress)
            {
                throw new GuestImageException($"{bytes.Name}: the ELF file is truncated or damaged: a segment lies outside it");
            }
            // The entry point is a virtual address; it is entered with the MMU off. Bit 0 may ask for T32.
            if (virtualEntry - virtualAddress < memorySize)
            {
                entry = virtualEntry - virtualAddress + physicalAddress;
            }
            segments.Add(new ImageSegment(physicalAddress, (long)fileOffset, (long)fileSize, memorySize));
        }
        return segments;
    }

    private static uint Word(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(header[offset..]);

    private static ulong DoubleWord(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(header[offset..]);

    private static string MachineName(ushort machine) => machine switch
    {
        3 => "x86",
        8 => "MIPS",
        20 => "PowerPC",
        21 => "PowerPC64",
        22 => "S/390",
        62 => "x86-64",
        243 => "RISC-V",
        258 => "LoongArch",
        _ => $"machine {machine}",
    };
}

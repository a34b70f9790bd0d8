using System.Buffers.Binary;

namespace Hyp.Jit;

/// <summary>ELF64 executables for AArch64, loaded by their physical addresses.</summary>
internal static class ElfImage
{
    private const int HeaderSize = 64, ProgramHeaderSize = 56;
    private const ushort MachineAArch64 = 183, TypeExecutable = 2, TypeShared = 3;
    private const uint SegmentLoad = 1;

    public static GuestImage? TryLoad(ImageBytes bytes, ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("\u007FELF"u8))
        {
            return null;
        }
        if (head.Length < HeaderSize)
        {
            throw new GuestImageException($"{bytes.Name}: the ELF file is truncated");
        }
        ushort machine = head[5] == 2 ? BinaryPrimitives.ReadUInt16BigEndian(head[18..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[18..]);
        if (machine != MachineAArch64)
        {
            throw new GuestImageException($"{bytes.Name}: an ELF file for another machine: {MachineName(machine)}, not AArch64");
        }
        if (head[4] != 2 || head[5] != 1)
        {
            throw new GuestImageException($"{bytes.Name}: not a 64-bit little-endian ELF file");
        }
        if (BinaryPrimitives.ReadUInt16LittleEndian(head[16..]) is not (TypeExecutable or TypeShared))
        {
            throw new GuestImageException($"{bytes.Name}: the ELF file is not an executable");
        }

        ulong entry = BinaryPrimitives.ReadUInt64LittleEndian(head[24..]);
        ulong tableOffset = BinaryPrimitives.ReadUInt64LittleEndian(head[32..]);
        int entrySize = BinaryPrimitives.ReadUInt16LittleEndian(head[54..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(head[56..]);
        if (entrySize != ProgramHeaderSize || tableOffset > (ulong)bytes.Length || (ulong)(count * ProgramHeaderSize) > (ulong)bytes.Length - tableOffset)
        {
            throw new GuestImageException($"{bytes.Name}: the ELF file is truncated or damaged: its program headers are not there");
        }
        List<ImageSegment> segments = LoadSegments(bytes, bytes.Slice((long)tableOffset, count * ProgramHeaderSize), ref entry);
        return segments.Count > 0
            ? new GuestImage(bytes, "ELF", segments, entry)
            : throw new GuestImageException($"{bytes.Name}: the ELF file has nothing to load");
    }

    private static List<ImageSegment> LoadSegments(ImageBytes bytes, ReadOnlySpan<byte> table, ref ulong entry)
    {
        var segments = new List<ImageSegment>();
        ulong virtualEntry = entry;
        for (; table.Length >= ProgramHeaderSize; table = table[ProgramHeaderSize..])
        {
            ulong fileOffset = BinaryPrimitives.ReadUInt64LittleEndian(table[8..]);
            ulong virtualAddress = BinaryPrimitives.ReadUInt64LittleEndian(table[16..]);
            ulong physicalAddress = BinaryPrimitives.ReadUInt64LittleEndian(table[24..]);
            ulong fileSize = BinaryPrimitives.ReadUInt64LittleEndian(table[32..]);
            ulong memorySize = BinaryPrimitives.ReadUInt64LittleEndian(table[40..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(table) != SegmentLoad || memorySize == 0)
            {
                continue;
            }
            if (fileOffset > (ulong)bytes.Length || fileSize > (ulong)bytes.Length - fileOffset || fileSize > memorySize
                || physicalAddress + memorySize < physicalAddress)
            {
                throw new GuestImageException($"{bytes.Name}: the ELF file is truncated or damaged: a segment lies outside it");
            }
            // The entry point is a virtual address; it is entered with the MMU off.
            if (virtualEntry - virtualAddress < memorySize)
            {
                entry = virtualEntry - virtualAddress + physicalAddress;
            }
            segments.Add(new ImageSegment(physicalAddress, (long)fileOffset, (long)fileSize, memorySize));
        }
        return segments;
    }

    private static string MachineName(ushort machine) => machine switch
    {
        3 => "x86",
        8 => "MIPS",
        20 => "PowerPC",
        21 => "PowerPC64",
        22 => "S/390",
        40 => "32-bit Arm",
        62 => "x86-64",
        243 => "RISC-V",
        258 => "LoongArch",
        _ => $"machine {machine}",
    };
}

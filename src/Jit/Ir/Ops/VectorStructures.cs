using System.Runtime.CompilerServices;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// LD1-LD4, ST1-ST4 and LD1R-LD4R. N is the base, M the post-index register (32 for none) and Imm the post-index bytes; D is the first of S
/// registers, consecutive modulo 32; C is a <see cref="StructureLayout"/>. Memory is read or probed as a whole before anything is written.
/// </summary>
internal static unsafe class VectorStructures
{
    private const int LargestStructure = 64;

    /// <summary>Whole registers; S structures of one element each follow one another unless the layout is interleaved.</summary>
    public static readonly ushort LoadMultiple = OpTable.Effect("ld.structures", &RunLoadMultiple);
    public static readonly ushort StoreMultiple = OpTable.Effect("st.structures", &RunStoreMultiple);

    /// <summary>One element of each register; the others keep their value.</summary>
    public static readonly ushort LoadSingle = OpTable.Effect("ld.structure", &RunLoadSingle);
    public static readonly ushort StoreSingle = OpTable.Effect("st.structure", &RunStoreSingle);

    /// <summary>One element in all lanes of each register.</summary>
    public static readonly ushort LoadReplicate = OpTable.Effect("ld.replicate", &RunLoadReplicate);

    private static bool RunLoadMultiple(VirtualCpu cpu, Op* op)
    {
        var layout = new StructureLayout(op->C);
        byte* block = stackalloc byte[LargestStructure];
        int bytes = layout.RegisterBytes;
        if (!Read(cpu, op, block, op->S * bytes, bytes, layout.Log2Size)) return false;
        for (int r = 0; r < op->S; r++)
        {
            byte* register = Clear(cpu.State, op->D + r);
            if (layout.Interleaved) Gather(register, block + (r << layout.Log2Size), bytes, op->S << layout.Log2Size, layout.Log2Size);
            else Unsafe.CopyBlockUnaligned(register, block + (r * bytes), (uint)bytes);
        }
        PostIndex(cpu.State, op);
        return true;
    }

    private static bool RunStoreMultiple(VirtualCpu cpu, Op* op)
    {
        var layout = new StructureLayout(op->C);
        byte* block = stackalloc byte[LargestStructure];
        int bytes = layout.RegisterBytes;
        for (int r = 0; r < op->S; r++)
        {
            byte* register = Register(cpu.State, op->D + r);
            if (layout.Interleaved) Scatter(block + (r << layout.Log2Size), register, bytes, op->S << layout.Log2Size, layout.Log2Size);
            else Unsafe.CopyBlockUnaligned(block + (r * bytes), register, (uint)bytes);
        }
        if (!Write(cpu, op, block, op->S * bytes, bytes, layout.Log2Size)) return false;
        PostIndex(cpu.State, op);
        return true;
    }

    private static bool RunLoadSingle(VirtualCpu cpu, Op* op)
    {
        var layout = new StructureLayout(op->C);
        byte* block = stackalloc byte[LargestStructure];
        int size = 1 << layout.Log2Size;
        if (!Read(cpu, op, block, op->S * size, size, layout.Log2Size)) return false;
        for (int r = 0; r < op->S; r++) CopyElement(Register(cpu.State, op->D + r) + (layout.Index * size), block + (r * size), layout.Log2Size);
        PostIndex(cpu.State, op);
        return true;
    }

    private static bool RunStoreSingle(VirtualCpu cpu, Op* op)
    {
        var layout = new StructureLayout(op->C);
        byte* block = stackalloc byte[LargestStructure];
        int size = 1 << layout.Log2Size;
        for (int r = 0; r < op->S; r++) CopyElement(block + (r * size), Register(cpu.State, op->D + r) + (layout.Index * size), layout.Log2Size);
        if (!Write(cpu, op, block, op->S * size, size, layout.Log2Size)) return false;
        PostIndex(cpu.State, op);
        return true;
    }

    private static bool RunLoadReplicate(VirtualCpu cpu, Op* op)
    {
        var layout = new StructureLayout(op->C);
        byte* block = stackalloc byte[LargestStructure];
        int size = 1 << layout.Log2Size;
        if (!Read(cpu, op, block, op->S * size, size, layout.Log2Size)) return false;
        for (int r = 0; r < op->S; r++) Gather(Clear(cpu.State, op->D + r), block + (r * size), layout.RegisterBytes, 0, layout.Log2Size);
        PostIndex(cpu.State, op);
        return true;
    }

    /// <summary>Reads the whole structure, in accesses of <paramref name="unit"/> bytes where the SoftTlb does not have its page.</summary>
    private static bool Read(VirtualCpu cpu, Op* op, byte* block, int length, int unit, int log2Size)
    {
        if (!SlowPath.CheckSp(cpu, cpu.State, op->N)) return false;
        ulong va = cpu.State->X[op->N];
        if (SoftTlb.TryHit(cpu.State->ReadTlb, va, length, out byte* host))
        {
            Unsafe.CopyBlockUnaligned(block, host, (uint)length);
            return true;
        }
        for (int offset = 0; offset < length; offset += unit)
        {
            if (!GuestMemory.Load(cpu, va + (ulong)offset, unit, ElementFlag(log2Size), 0, out ulong low, out ulong high)) return false;
            Unsafe.CopyBlockUnaligned(block + offset, &low, (uint)Math.Min(unit, 8));
            if (unit == 16) Unsafe.WriteUnaligned(block + offset + 8, high);
        }
        return true;
    }

    private static bool Write(VirtualCpu cpu, Op* op, byte* block, int length, int unit, int log2Size)
    {
        if (!SlowPath.CheckSp(cpu, cpu.State, op->N)) return false;
        ulong va = cpu.State->X[op->N];
        if (SoftTlb.TryHit(cpu.State->WriteTlb, va, length, out byte* host))
        {
            Unsafe.CopyBlockUnaligned(host, block, (uint)length);
            return true;
        }
        if (!cpu.Mmu.ProbeWrite(va, length, out MmuFault fault, ElementFlag(log2Size)))
        {
            cpu.TakeMmuFault(fault, 0);
            return false;
        }
        for (int offset = 0; offset < length; offset += unit)
        {
            ulong low = 0, high = unit == 16 ? Unsafe.ReadUnaligned<ulong>(block + offset + 8) : 0;
            Unsafe.CopyBlockUnaligned(&low, block + offset, (uint)Math.Min(unit, 8));
            if (!GuestMemory.Store(cpu, va + (ulong)offset, unit, ElementFlag(log2Size), 0, low, high)) return false;
        }
        return true;
    }

    /// <summary>Structures are aligned by their elements.</summary>
    private static MemoryFlags ElementFlag(int log2Size) => (MemoryFlags)((int)MemoryFlags.Element1 + log2Size);

    private static void PostIndex(CpuState* s, Op* op) => s->X[op->N] += s->X[op->M] + (ulong)op->Imm;

    private static byte* Register(CpuState* s, int register) => (byte*)&s->V[(register & 31) * 2];

    private static byte* Clear(CpuState* s, int register)
    {
        byte* bytes = Register(s, register);
        Unsafe.WriteUnaligned(bytes, 0UL);
        Unsafe.WriteUnaligned(bytes + 8, 0UL);
        return bytes;
    }

    /// <summary>Fills a register from elements that lie <paramref name="stride"/> bytes apart.</summary>
    private static void Gather(byte* register, byte* from, int bytes, int stride, int log2Size)
    {
        for (int offset = 0; offset < bytes; offset += 1 << log2Size, from += stride) CopyElement(register + offset, from, log2Size);
    }

    private static void Scatter(byte* to, byte* register, int bytes, int stride, int log2Size)
    {
        for (int offset = 0; offset < bytes; offset += 1 << log2Size, to += stride) CopyElement(to, register + offset, log2Size);
    }

    private static void CopyElement(byte* to, byte* from, int log2Size)
    {
        switch (log2Size)
        {
            case 0: *to = *from; break;
            case 1: Unsafe.CopyBlockUnaligned(to, from, 2); break;
            case 2: Unsafe.CopyBlockUnaligned(to, from, 4); break;
            default: Unsafe.CopyBlockUnaligned(to, from, 8); break;
        }
    }
}

/// <summary>How a load or store of structures lays elements into registers, packed into Op.C.</summary>
internal readonly struct StructureLayout(byte packed)
{
    public StructureLayout(int log2Size, bool full, bool interleaved = false, int index = 0)
        : this((byte)(log2Size | (index << 2) | (full ? 1 << 6 : 0) | (interleaved ? 1 << 7 : 0)))
    {
    }

    public byte Packed => packed;

    /// <summary>Log2 of the element's bytes.</summary>
    public int Log2Size => packed & 3;

    /// <summary>The element that a single structure moves.</summary>
    public int Index => (packed >> 2) & 15;

    /// <summary>16, or 8 where Q = 0.</summary>
    public int RegisterBytes => (packed & (1 << 6)) != 0 ? 16 : 8;

    /// <summary>Memory holds element 0 of all registers, then element 1, and so on.</summary>
    public bool Interleaved => (packed & (1 << 7)) != 0;
}

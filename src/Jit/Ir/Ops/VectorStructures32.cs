using System.Runtime.CompilerServices;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// AArch32's VLD1-VLD4 and VST1-VST4 other than those of <see cref="VectorLists"/>. D is the first D register, N the base, M the post-index register (32
/// for none) and Imm a <see cref="DoubleStructure"/>. Memory is read or probed as a whole before anything is written.
/// </summary>
internal static unsafe class VectorStructures32
{
    private const int LargestStructure = 32;

    /// <summary>Interleaved structures in whole registers.</summary>
    public static readonly ushort LoadMultiple = OpTable.Effect("vld.structures", &RunLoadMultiple);
    public static readonly ushort StoreMultiple = OpTable.Effect("vst.structures", &RunStoreMultiple);

    /// <summary>One structure in one lane of each register.</summary>
    public static readonly ushort LoadLane = OpTable.Effect("vld.lane", &RunLoadLane);
    public static readonly ushort StoreLane = OpTable.Effect("vst.lane", &RunStoreLane);

    /// <summary>One structure in all lanes.</summary>
    public static readonly ushort LoadAll = OpTable.Effect("vld.all", &RunLoadAll);

    private static bool RunLoadMultiple(VirtualCpu cpu, Op* op)
    {
        var shape = new DoubleStructure(op->Imm);
        byte* block = stackalloc byte[LargestStructure];
        if (!Read(cpu, op, shape, block, shape.Count * shape.Registers * 8)) return false;
        Interleave(cpu.State, op->D, shape, block, load: true);
        PostIndex(cpu.State, op, shape);
        return true;
    }

    private static bool RunStoreMultiple(VirtualCpu cpu, Op* op)
    {
        var shape = new DoubleStructure(op->Imm);
        byte* block = stackalloc byte[LargestStructure];
        Interleave(cpu.State, op->D, shape, block, load: false);
        if (!Write(cpu, op, shape, block, shape.Count * shape.Registers * 8)) return false;
        PostIndex(cpu.State, op, shape);
        return true;
    }

    /// <summary>Element e of register r of each of the structure's parts, in the order of memory.</summary>
    private static void Interleave(CpuState* s, int first, DoubleStructure shape, byte* block, bool load)
    {
        int size = 1 << shape.Log2Size;
        for (int r = 0; r < shape.Registers; r++)
        {
            for (int offset = 0; offset < 8; offset += size)
            {
                for (int part = 0; part < shape.Count; part++, block += size)
                {
                    byte* element = Register(s, first + r + (part * shape.Spacing)) + offset;
                    if (load) Unsafe.CopyBlockUnaligned(element, block, (uint)size);
                    else Unsafe.CopyBlockUnaligned(block, element, (uint)size);
                }
            }
        }
    }

    private static bool RunLoadLane(VirtualCpu cpu, Op* op)
    {
        var shape = new DoubleStructure(op->Imm);
        byte* block = stackalloc byte[LargestStructure];
        if (!Read(cpu, op, shape, block, shape.Count << shape.Log2Size)) return false;
        for (int part = 0; part < shape.Count; part++) Unsafe.CopyBlockUnaligned(Lane(cpu.State, op->D, shape, part), block + (part << shape.Log2Size), 1u << shape.Log2Size);
        PostIndex(cpu.State, op, shape);
        return true;
    }

    private static bool RunStoreLane(VirtualCpu cpu, Op* op)
    {
        var shape = new DoubleStructure(op->Imm);
        byte* block = stackalloc byte[LargestStructure];
        for (int part = 0; part < shape.Count; part++) Unsafe.CopyBlockUnaligned(block + (part << shape.Log2Size), Lane(cpu.State, op->D, shape, part), 1u << shape.Log2Size);
        if (!Write(cpu, op, shape, block, shape.Count << shape.Log2Size)) return false;
        PostIndex(cpu.State, op, shape);
        return true;
    }

    /// <summary>VLD1 fills Registers registers with its one element.</summary>
    private static bool RunLoadAll(VirtualCpu cpu, Op* op)
    {
        var shape = new DoubleStructure(op->Imm);
        byte* block = stackalloc byte[LargestStructure];
        int size = 1 << shape.Log2Size;
        if (!Read(cpu, op, shape, block, shape.Count * size)) return false;
        for (int part = 0; part < shape.Count; part++)
        {
            for (int r = 0; r < shape.Registers; r++)
            {
                byte* register = Register(cpu.State, op->D + r + (part * shape.Spacing));
                for (int offset = 0; offset < 8; offset += size) Unsafe.CopyBlockUnaligned(register + offset, block + (part * size), (uint)size);
            }
        }
        PostIndex(cpu.State, op, shape);
        return true;
    }

    private static bool Read(VirtualCpu cpu, Op* op, DoubleStructure shape, byte* block, int length)
    {
        ulong va = (uint)cpu.State->X[op->N];
        if (!VectorLists.IsAligned(cpu, va, shape.AlignmentMask, AccessType.Read)) return false;
        if (SoftTlb.TryHit(cpu.State->ReadTlb, va, length, out byte* host))
        {
            Unsafe.CopyBlockUnaligned(block, host, (uint)length);
            return true;
        }
        int size = 1 << shape.Log2Size;
        for (int offset = 0; offset < length; offset += size)
        {
            if (!GuestMemory.Load(cpu, (uint)(va + (ulong)offset), size, out ulong value, out _)) return false;
            Unsafe.CopyBlockUnaligned(block + offset, &value, (uint)size);
        }
        return true;
    }

    private static bool Write(VirtualCpu cpu, Op* op, DoubleStructure shape, byte* block, int length)
    {
        ulong va = (uint)cpu.State->X[op->N];
        if (!VectorLists.IsAligned(cpu, va, shape.AlignmentMask, AccessType.Write)) return false;
        if (SoftTlb.TryHit(cpu.State->WriteTlb, va, length, out byte* host))
        {
            Unsafe.CopyBlockUnaligned(host, block, (uint)length);
            return true;
        }
        if (!GuestMemory.ProbeStore(cpu, va, length, (MemoryFlags)((int)MemoryFlags.Element1 + shape.Log2Size))) return false;
        int size = 1 << shape.Log2Size;
        for (int offset = 0; offset < length; offset += size)
        {
            ulong value = 0;
            Unsafe.CopyBlockUnaligned(&value, block + offset, (uint)size);
            if (!GuestMemory.Store(cpu, (uint)(va + (ulong)offset), size, value, 0)) return false;
        }
        return true;
    }

    private static byte* Register(CpuState* s, int register) => (byte*)&s->V[register];

    private static byte* Lane(CpuState* s, int first, DoubleStructure shape, int part) =>
        Register(s, first + (part * shape.Spacing)) + (shape.Index << shape.Log2Size);

    private static void PostIndex(CpuState* s, Op* op, DoubleStructure shape) => s->X[op->N] = (uint)(s->X[op->N] + s->X[op->M] + (ulong)shape.PostIndexBytes);
}

/// <summary>How a structure lies in D registers, packed into Op.Imm.</summary>
internal readonly struct DoubleStructure(long packed)
{
    public DoubleStructure(int count, int log2Size, int spacing = 1, int registers = 1, int index = 0, int alignment = 1, int postIndexBytes = 0)
        : this((long)((uint)postIndexBytes | ((uint)(alignment - 1) << 8) | ((uint)count << 16) | ((uint)spacing << 20) | ((uint)registers << 24)
            | ((uint)log2Size << 28) | ((ulong)(uint)index << 32)))
    {
    }

    public long Packed => packed;

    /// <summary>Bytes that the base advances without an index register.</summary>
    public int PostIndexBytes => (byte)packed;

    public ulong AlignmentMask => (byte)(packed >> 8);

    /// <summary>Elements of a structure: the digit of the mnemonic.</summary>
    public int Count => (int)(packed >> 16) & 15;

    /// <summary>Registers from one part of the structure to the next.</summary>
    public int Spacing => (int)(packed >> 20) & 15;

    /// <summary>Consecutive registers of each part.</summary>
    public int Registers => (int)(packed >> 24) & 15;

    public int Log2Size => (int)(packed >> 28) & 15;

    /// <summary>The lane of a single structure.</summary>
    public int Index => (int)(packed >> 32) & 15;
}

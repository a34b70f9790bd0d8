using System.Runtime.CompilerServices;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// AArch32's loads and stores of consecutive S or D registers: VLDR, VLDM, VLD1 and their stores. The registers are S words from S register D on, for
/// Dn is S2n and S2n + 1 even where S registers end. Address: X[N] + Imm&lt;31:0&gt;; behind it X[A] = X[N] + X[M] + 4 * (signed) C, A = 33 and M = 32 for
/// none. Memory is read or probed as a whole before anything is written.
/// </summary>
internal static unsafe class VectorLists
{
    private const int LargestList = 128;

    /// <summary>Op.Imm: the offset, the alignment that is checked whatever SCTLR.A says, and how big-endian data is cut.</summary>
    public static long Immediate(int offset, int alignment, VectorListUnit unit) =>
        (uint)offset | ((long)(alignment - 1) << 32) | ((long)unit << 40);

    public static ulong AlignmentMask(long imm) => (byte)(imm >> 32);

    /// <summary>An even number of words in doublewords; VLDR of an S register alone has an odd one of 1, VLDM may have others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* to, byte* from, int words)
    {
        for (; words > 1; words -= 2, to += 8, from += 8) Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<ulong>(from));
        if (words != 0) Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<uint>(from));
    }

    private static VectorListUnit Unit(Op* op) => (VectorListUnit)(op->Imm >> 40);

    /// <summary>Off the fast path.</summary>
    public static bool Load(VirtualCpu cpu, Op* op)
    {
        CpuState* s = cpu.State;
        ulong va = (uint)(s->X[op->N] + (ulong)op->Disp);
        int length = op->S * 4;
        if (!IsAligned(cpu, op, va, AccessType.Read)) return false;
        byte* registers = (byte*)s->V + (op->D * 4);
        if (SoftTlb.TryHit(s->ReadTlb, va, length, out byte* host))
        {
            Unsafe.CopyBlockUnaligned(registers, host, (uint)length);
        }
        else
        {
            byte* block = stackalloc byte[LargestList];
            VectorListUnit unit = Unit(op);
            int step = unit is VectorListUnit.Single or VectorListUnit.Double ? 4 : 8;
            for (int offset = 0; offset < length; offset += step)
            {
                if (!GuestMemory.Load(cpu, (uint)(va + (ulong)offset), step, Flags(unit), 0, out ulong value, out _)) return false;
                Unsafe.CopyBlockUnaligned(block + Place(cpu, unit, offset), &value, (uint)step);
            }
            Unsafe.CopyBlockUnaligned(registers, block, (uint)length);
        }
        WriteBack(s, op);
        return true;
    }

    public static bool Store(VirtualCpu cpu, Op* op)
    {
        CpuState* s = cpu.State;
        ulong va = (uint)(s->X[op->N] + (ulong)op->Disp);
        int length = op->S * 4;
        if (!IsAligned(cpu, op, va, AccessType.Write)) return false;
        byte* registers = (byte*)s->V + (op->D * 4);
        if (SoftTlb.TryHit(s->WriteTlb, va, length, out byte* host))
        {
            Unsafe.CopyBlockUnaligned(host, registers, (uint)length);
        }
        else
        {
            VectorListUnit unit = Unit(op);
            if (!GuestMemory.ProbeStore(cpu, va, length, unit < VectorListUnit.Element1 ? MemoryFlags.Element4 : Flags(unit))) return false;
            int step = unit is VectorListUnit.Single or VectorListUnit.Double ? 4 : 8;
            for (int offset = 0; offset < length; offset += step)
            {
                ulong value = 0;
                Unsafe.CopyBlockUnaligned(&value, registers + Place(cpu, unit, offset), (uint)step);
                if (!GuestMemory.Store(cpu, (uint)(va + (ulong)offset), step, Flags(unit), 0, value, 0)) return false;
            }
        }
        WriteBack(s, op);
        return true;
    }

    /// <summary>VLDR and VLDM need words, VLD1 what its align field says.</summary>
    private static bool IsAligned(VirtualCpu cpu, Op* op, ulong va, AccessType access) => IsAligned(cpu, va, AlignmentMask(op->Imm), access);

    public static bool IsAligned(VirtualCpu cpu, ulong va, ulong mask, AccessType access)
    {
        if ((va & mask) == 0) return true;
        cpu.TakeMmuFault(new MmuFault(FaultKind.Alignment, access, va) { Stage = 1 }, 0);
        return false;
    }

    private static MemoryFlags Flags(VectorListUnit unit) =>
        unit < VectorListUnit.Element1 ? MemoryFlags.None : (MemoryFlags)((int)MemoryFlags.Element1 + unit - VectorListUnit.Element1);

    /// <summary>A doubleword is two word accesses; big-endian memory holds its upper word first.</summary>
    private static int Place(VirtualCpu cpu, VectorListUnit unit, int offset) =>
        unit == VectorListUnit.Double && cpu.DataIsBigEndian ? offset ^ 4 : offset;

    private static void WriteBack(CpuState* s, Op* op) => s->X[op->A] = (uint)(s->X[op->N] + s->X[op->M] + (ulong)((sbyte)op->C * 4L));
}

/// <summary>What a list of vector registers is made of in memory.</summary>
internal enum VectorListUnit
{
    /// <summary>VLDR, VLDM of S registers.</summary>
    Single,
    /// <summary>VLDR, VLDM of D registers.</summary>
    Double,
    /// <summary>VLD1 of bytes, and so on in powers of two.</summary>
    Element1,
    Element2,
    Element4,
    Element8,
}

using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>
/// Emits loads and stores of one register, for A32, T32 and T16 alike. Offsets by immediate are memory ops as they stand; what a register adds to the base
/// becomes a prefix op, which wraps at 32 bits.
/// </summary>
internal static class SingleAccess
{
    /// <summary>Offset, pre-indexed and post-indexed forms by an immediate: P is <paramref name="index"/>, W is <paramref name="writeBack"/>.</summary>
    public static void Immediate(AArch32Translator a, MemoryKind kind, int t, int n, long offset, bool index = true, bool writeBack = false)
    {
        bool store = IsStore(kind), update = writeBack || !index;
        if (IsUnpredictable(a, kind, t, n, update)) a.Unpredictable();
        else if (t == 15 && !store) LoadPc(a, n, offset, index, update);
        else if (n == 15) PcRelative(a, kind, t, offset);
        else
        {
            AddressMode mode = !index ? AddressMode.PostIndex : writeBack ? AddressMode.PreIndex : AddressMode.Offset;
            a.Emit(new MemoryOp(kind, mode).Code, store ? a.Read(t) : t, n, imm: offset);
        }
    }

    /// <summary>The same by a register, shifted as <paramref name="shift"/> (0 LSL, 1 LSR, 2 ASR, 3 ROR) and <paramref name="amount"/> encode it.</summary>
    public static void Register(
        AArch32Translator a, MemoryKind kind, int t, int n, int m, int shift, int amount, bool add = true, bool index = true, bool writeBack = false)
    {
        bool store = IsStore(kind), update = writeBack || !index;
        if (m == 15 || IsUnpredictable(a, kind, t, n, update))
        {
            a.Unpredictable();
            return;
        }
        int data = t == 15 && store ? a.Read(15) : t, b = a.Read(n);
        int sum = AddOffset(a, b, m, shift, amount, add);
        int address = index ? sum : b;
        if (t == 15 && !store) a.Emit(OpCode.LoadPc, n: address, m: update ? sum : 32, a: update ? n : 33);
        else if (update) a.Emit(store ? OpCode.StoreUpdate : OpCode.LoadUpdate, data, address, sum, n, (int)kind);
        else a.Emit(new MemoryOp(kind, AddressMode.Offset).Code, data, address);
    }

    /// <summary>LDRT, STRT and their kin by an immediate. Those of A32 are post-indexed, those of T32 have an offset.</summary>
    public static void Unprivileged(AArch32Translator a, MemoryKind kind, int t, int n, long offset, bool postIndex)
    {
        if (IsUnprivilegedUnpredictable(a, t, n, postIndex)) a.Unpredictable();
        else if (a.Key.El == ExceptionLevel.EL0) Immediate(a, kind, t, n, offset, index: !postIndex);
        else if (!postIndex) a.Emit(UnprivilegedCode(kind), t, n, a: 33, s: (int)kind, imm: offset);
        else EmitUnprivileged(a, kind, t, n, a.Prefix(OpCode.AddI32, a.Temporary(), n, imm: offset));
    }

    /// <summary>The post-indexed forms of A32 by a register.</summary>
    public static void Unprivileged(AArch32Translator a, MemoryKind kind, int t, int n, int m, int shift, int amount, bool add)
    {
        if (m == 15 || IsUnprivilegedUnpredictable(a, t, n, postIndex: true)) a.Unpredictable();
        else if (a.Key.El == ExceptionLevel.EL0) Register(a, kind, t, n, m, shift, amount, add, index: false);
        else EmitUnprivileged(a, kind, t, n, AddOffset(a, n, m, shift, amount, add));
    }

    /// <summary>Base plus or minus a register, as DecodeImmShift has it; returns the temporary that holds it.</summary>
    public static int AddOffset(AArch32Translator a, int n, int m, int shift, int amount, bool add)
    {
        int sum = a.Temporary();
        if (shift == 0 && amount == 0) return a.Prefix(add ? OpCode.AddR32 : OpCode.SubR32, sum, n, m);
        if (shift == 0 && add) return a.Prefix(OpCode.AddLsl32, sum, n, m, imm: amount);
        // ROR by 0 is RRX. LSR and ASR by 0 are by 32: nothing is left, or 32 copies of the sign.
        if (amount == 0 && shift == 3)
        {
            int rotated = a.Prefix(AArch32Shift.Rrx, a.Temporary(), m);
            return a.Prefix(add ? OpCode.AddR32 : OpCode.SubR32, sum, n, rotated);
        }
        if (amount == 0 && shift == 1) return a.Prefix(OpCode.Mov32, sum, n);
        if (amount == 0 && shift == 2) amount = 31;
        return a.Prefix(add ? OpCode.AddShift32 : OpCode.SubShift32, sum, n, m, imm: amount | (shift << 8));
    }

    /// <summary>A write of R15 in an IT block but for its end.</summary>
    public static bool BranchesInsideIt(AArch32Translator a) => a.InItBlock && (a.It & 15) != 8;

    private static bool IsStore(MemoryKind kind) => new MemoryOp(kind, AddressMode.Offset).IsStore;

    private static bool IsUnpredictable(AArch32Translator a, MemoryKind kind, int t, int n, bool update) =>
        (t == 15 && (kind is not (MemoryKind.LdrW or MemoryKind.StrW) || BranchesInsideIt(a))) || (update && (n == 15 || n == t));

    private static bool IsUnprivilegedUnpredictable(AArch32Translator a, int t, int n, bool postIndex) =>
        t == 15 || n == 15 || (postIndex && n == t) || a.Key.El == ExceptionLevel.EL2;

    private static OpCode UnprivilegedCode(MemoryKind kind) => IsStore(kind) ? OpCode.StoreUnprivileged : OpCode.LoadUnprivileged;

    private static void EmitUnprivileged(AArch32Translator a, MemoryKind kind, int t, int n, int sum) =>
        a.Emit(UnprivilegedCode(kind), t, n, sum, n, (int)kind);

    /// <summary>LDR to R15. With write-back, as POP {pc}, it is a load of one register of many, where the offset allows.</summary>
    private static void LoadPc(AArch32Translator a, int n, long offset, bool index, bool update)
    {
        if (!update)
        {
            int b = n == 15 ? a.Prefix(OpCode.Adr32, a.Temporary(), imm: a.AlignedPcOffset) : n;
            a.Emit(OpCode.LoadPc, n: b, a: 33, imm: (uint)offset);
        }
        else if ((offset & 3) == 0 && offset is >= -512 and < 512)
        {
            a.Emit(OpCode.LoadMultiplePc, n, n, s: (int)(offset >> 2), c: 1, imm: RegisterList.Pack(1 << 15, index ? (int)offset : 0));
        }
        else
        {
            int sum = a.Prefix(OpCode.AddI32, a.Temporary(), n, imm: offset);
            a.Emit(OpCode.LoadPc, n: index ? sum : n, m: sum, a: n);
        }
    }

    private static void PcRelative(AArch32Translator a, MemoryKind kind, int t, long offset)
    {
        if (IsStore(kind)) a.Emit(new MemoryOp(kind, AddressMode.Offset).Code, a.Read(t), a.Read(15), imm: offset);
        else if (kind == MemoryKind.LdrW) a.Emit(OpCode.LdrLitW, t, imm: a.AlignedPcOffset + offset);
        else a.Emit(new MemoryOp(kind, AddressMode.Offset).Code, t, a.Prefix(OpCode.Adr32, a.Temporary(), imm: a.AlignedPcOffset + offset));
    }
}

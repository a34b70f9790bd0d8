using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>AArch32's D and S registers are parts of a vector slot: taken out into a temporary, and put back into the register they are part of.</summary>
internal static class VectorParts
{
    /// <summary>D register Imm (0, 1) of V[N], zeros above.</summary>
    public static readonly ushort TakeDouble = OpTable.V_VI<TakeDoubleOp>("take.d");

    /// <summary>S register Imm (0-3) of V[N], zeros above.</summary>
    public static readonly ushort TakeSingle = OpTable.V_VI<TakeSingleOp>("take.s");

    /// <summary>V[A] with D register Imm replaced by the low half of V[N].</summary>
    public static readonly ushort PutDouble = OpTable.V_AVI<PutDoubleOp>("put.d");

    /// <summary>V[A] with S register Imm replaced by the low word of V[N].</summary>
    public static readonly ushort PutSingle = OpTable.V_AVI<PutSingleOp>("put.s");

    /// <summary>D register Imm&lt;0&gt; of V[N] below D register Imm&lt;1&gt; of V[M].</summary>
    public static readonly ushort Join = OpTable.V_VVI<JoinOp>("join.d");

    /// <summary>VTBX: bytes of V[N], but of V[A] where the index in V[M] is not below Imm.</summary>
    public static readonly ushort KeepOutOfRange = OpTable.V_VVVI<KeepOutOfRangeOp>("tbx.keep");

    internal readonly struct TakeDoubleOp : IV_VI
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, long imm) => Vector128.CreateScalar(n.AsUInt64().GetElement((int)imm)).AsByte();
    }

    internal readonly struct TakeSingleOp : IV_VI
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, long imm) => Vector128.CreateScalar(n.AsUInt32().GetElement((int)imm)).AsByte();
    }

    internal readonly struct PutDoubleOp : IV_AVI
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm) =>
            a.AsUInt64().WithElement((int)imm, n.AsUInt64().ToScalar()).AsByte();
    }

    internal readonly struct PutSingleOp : IV_AVI
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm) =>
            a.AsUInt32().WithElement((int)imm, n.AsUInt32().ToScalar()).AsByte();
    }

    internal readonly struct JoinOp : IV_VVI
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm) =>
            Vector128.Create(n.AsUInt64().GetElement((int)imm & 1), m.AsUInt64().GetElement((int)imm >> 1)).AsByte();
    }

    internal readonly struct KeepOutOfRangeOp : IV_VVVI
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, long imm) =>
            Vector128.ConditionalSelect(Vector128.LessThan(m, Vector128.Create((byte)imm)), n, a);
    }
}

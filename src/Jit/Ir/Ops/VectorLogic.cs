using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>Bitwise operations: the element size does not matter, so the families are asked for bytes.</summary>
internal static class VectorLogic
{
    public static readonly OpFamily And = OpFamily.Unsigned<Lanes.VV<AndOp>>("and");
    public static readonly OpFamily AndNot = OpFamily.Unsigned<Lanes.VV<AndNotOp>>("bic");
    public static readonly OpFamily Or = OpFamily.Unsigned<Lanes.VV<OrOp>>("orr");
    public static readonly OpFamily OrNot = OpFamily.Unsigned<Lanes.VV<OrNotOp>>("orn");
    public static readonly OpFamily Xor = OpFamily.Unsigned<Lanes.VV<XorOp>>("eor");
    public static readonly OpFamily Not = OpFamily.Unsigned<Lanes.V<NotOp>>("not");
    public static readonly OpFamily Select = OpFamily.Unsigned<Lanes.VVV<SelectOp>>("bsl");
    public static readonly OpFamily InsertIfTrue = OpFamily.Unsigned<Lanes.VVV<InsertIfTrueOp>>("bit");
    public static readonly OpFamily InsertIfFalse = OpFamily.Unsigned<Lanes.VVV<InsertIfFalseOp>>("bif");

    /// <summary>MOVI, MVNI, FMOV (vector, immediate): Imm is the expanded 64-bit pattern. The integer source is not used.</summary>
    public static readonly ushort Immediate128 = OpTable.V_XI<Immediate<FullForm>>("movi.2d");
    public static readonly ushort Immediate64 = OpTable.V_XI<Immediate<HalfForm>>("movi.1d");
    public static readonly ushort OrImmediate128 = OpTable.V_VI<OrImmediate<FullForm>>("orr.2d.immediate");
    public static readonly ushort OrImmediate64 = OpTable.V_VI<OrImmediate<HalfForm>>("orr.1d.immediate");
    public static readonly ushort AndImmediate128 = OpTable.V_VI<AndImmediate<FullForm>>("and.2d.immediate");
    public static readonly ushort AndImmediate64 = OpTable.V_VI<AndImmediate<HalfForm>>("and.1d.immediate");

    internal readonly struct AndOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => n & m;
    }

    internal readonly struct AndNotOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => Vector128.AndNot(n, m);
    }

    internal readonly struct OrOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => n | m;
    }

    internal readonly struct OrNotOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => n | ~m;
    }

    internal readonly struct XorOp : ILanesVV
    {
        static Vector128<T> ILanesVV.Eval<T>(Vector128<T> n, Vector128<T> m) => n ^ m;
    }

    internal readonly struct NotOp : ILanesV
    {
        static Vector128<T> ILanesV.Eval<T>(Vector128<T> n) => ~n;
    }

    internal readonly struct SelectOp : ILanesVVV
    {
        static Vector128<T> ILanesVVV.Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m) => Vector128.ConditionalSelect(a, n, m);
    }

    internal readonly struct InsertIfTrueOp : ILanesVVV
    {
        static Vector128<T> ILanesVVV.Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m) => Vector128.ConditionalSelect(m, n, a);
    }

    internal readonly struct InsertIfFalseOp : ILanesVVV
    {
        static Vector128<T> ILanesVVV.Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m) => Vector128.ConditionalSelect(m, a, n);
    }

    internal readonly struct Immediate<TForm> : IV_XI where TForm : struct, IForm
    {
        public static Vector128<byte> Eval(ulong n, long imm) => TForm.Trim(Vector128.Create(imm)).AsByte();
    }

    internal readonly struct OrImmediate<TForm> : IV_VI where TForm : struct, IForm
    {
        public static Vector128<byte> Eval(Vector128<byte> n, long imm) => TForm.Trim(n | Vector128.Create(imm).AsByte());
    }

    internal readonly struct AndImmediate<TForm> : IV_VI where TForm : struct, IForm
    {
        public static Vector128<byte> Eval(Vector128<byte> n, long imm) => TForm.Trim(n & Vector128.Create(imm).AsByte());
    }
}

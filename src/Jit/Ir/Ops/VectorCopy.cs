using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>DUP, INS, SMOV and UMOV: moves between elements and general registers.</summary>
internal static class VectorCopy
{
    /// <summary>Imm is the element.</summary>
    public static readonly OpFamily DuplicateElement = OpFamily.Unsigned<DuplicateElementOp>("dup.element");
    public static readonly OpFamily DuplicateGeneral = OpFamily.Unsigned<DuplicateGeneralOp>("dup.general");

    /// <summary>Imm is the destination's element in bits 3:0 and the source's in bits 7:4. The form is always the full one.</summary>
    public static readonly OpFamily InsertElement = OpFamily.Unsigned<InsertElementOp>("ins.element");

    /// <summary>Imm is the destination's element.</summary>
    public static readonly OpFamily InsertGeneral = OpFamily.Unsigned<InsertGeneralOp>("ins.general");

    /// <summary>Imm is the element. UMOV, and SMOV to a W register in the half form and to an X register in the full form.</summary>
    public static readonly OpFamily MoveUnsigned = OpFamily.Unsigned<MoveOp>("umov");
    public static readonly OpFamily MoveSigned = OpFamily.Signed<MoveOp>("smov");

    internal readonly struct DuplicateElementOp : ILaneDefinition
    {
        static ushort ILaneDefinition.Define<T, TForm>(string name) => OpTable.V_VI<DuplicateElementOp<T, TForm>>(name);
    }

    internal readonly struct DuplicateElementOp<T, TForm> : IV_VI
        where T : INumberBase<T>
        where TForm : struct, IForm
    {
        public static Vector128<byte> Eval(Vector128<byte> n, long imm) =>
            TForm.Trim(LaneWidth.Broadcast<T, T>(n.As<byte, T>(), (int)imm)).AsByte();
    }

    internal readonly struct DuplicateGeneralOp : ILaneDefinition
    {
        static ushort ILaneDefinition.Define<T, TForm>(string name) => OpTable.V_XI<DuplicateGeneralOp<T, TForm>>(name);
    }

    internal readonly struct DuplicateGeneralOp<T, TForm> : IV_XI
        where T : INumberBase<T>
        where TForm : struct, IForm
    {
        public static Vector128<byte> Eval(ulong n, long imm) => TForm.Trim(Vector128.Create(T.CreateTruncating(n))).AsByte();
    }

    internal readonly struct InsertElementOp : ILaneDefinition
    {
        static ushort ILaneDefinition.Define<T, TForm>(string name) => OpTable.V_AVI<InsertElementOp<T>>(name);
    }

    internal readonly struct InsertElementOp<T> : IV_AVI
    {
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm) =>
            a.As<byte, T>().WithElement((int)imm & 15, n.As<byte, T>().GetElement((int)imm >> 4)).AsByte();
    }

    internal readonly struct InsertGeneralOp : ILaneDefinition
    {
        static ushort ILaneDefinition.Define<T, TForm>(string name) => OpTable.V_AXI<InsertGeneralOp<T>>(name);
    }

    internal readonly struct InsertGeneralOp<T> : IV_AXI where T : INumberBase<T>
    {
        public static Vector128<byte> Eval(Vector128<byte> a, ulong n, long imm) =>
            a.As<byte, T>().WithElement((int)imm, T.CreateTruncating(n)).AsByte();
    }

    internal readonly struct MoveOp : ILaneDefinition
    {
        static ushort ILaneDefinition.Define<T, TForm>(string name) => OpTable.X_VI<MoveOp<T, TForm>>(name);
    }

    internal readonly struct MoveOp<T, TForm> : IX_VI
        where T : INumberBase<T>
        where TForm : struct, IForm
    {
        public static ulong Eval(Vector128<byte> n, long imm)
        {
            long value = long.CreateTruncating(n.As<byte, T>().GetElement((int)imm));
            return typeof(TForm) == typeof(HalfForm) ? (uint)value : (ulong)value;
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Pure ops made of saturating operations over lanes, which may set FPSR.QC: operands are cut to the form before, so that no other element can.
/// </summary>
internal static unsafe class SaturatingLanes
{
    /// <summary>Eval(n).</summary>
    internal readonly struct VF<TOp> : ILaneDefinition where TOp : struct, ILanesVF
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VF<VF<TOp, T, TForm>>(name);
    }

    internal unsafe readonly struct VF<TOp, T, TForm> : IV_VF
        where TOp : struct, ILanesVF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, FpState* fp) =>
            TOp.Eval(TForm.Trim(n.As<byte, T>()), fp).AsByte();
    }

    /// <summary>Eval(n, imm).</summary>
    internal readonly struct VIF<TOp> : ILaneDefinition where TOp : struct, ILanesVIF
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VIF<VIF<TOp, T, TForm>>(name);
    }

    internal unsafe readonly struct VIF<TOp, T, TForm> : IV_VIF
        where TOp : struct, ILanesVIF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, long imm, FpState* fp) =>
            TOp.Eval(TForm.Trim(n.As<byte, T>()), (int)imm, fp).AsByte();
    }

    /// <summary>Eval(n, m).</summary>
    internal readonly struct VVF<TOp> : ILaneDefinition where TOp : struct, ILanesVVF
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VVF<VVF<TOp, T, TForm>>(name);
    }

    internal unsafe readonly struct VVF<TOp, T, TForm> : IV_VVF
        where TOp : struct, ILanesVVF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, FpState* fp) =>
            TOp.Eval(TForm.Trim(n.As<byte, T>()), TForm.Trim(m.As<byte, T>()), fp).AsByte();
    }

    /// <summary>Eval(n, element imm of m in every lane).</summary>
    internal readonly struct VVFElement<TOp> : ILaneDefinition where TOp : struct, ILanesVVF
    {
        public static ushort Define<T, TForm>(string name)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
            where TForm : struct, IForm => OpTable.V_VVIF<VVFElement<TOp, T, TForm>>(name);
    }

    internal unsafe readonly struct VVFElement<TOp, T, TForm> : IV_VVIF
        where TOp : struct, ILanesVVF
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp) =>
            TOp.Eval(TForm.Trim(n.As<byte, T>()), LaneWidth.Broadcast<T, T>(m.As<byte, T>(), (int)imm), fp).AsByte();
    }
}

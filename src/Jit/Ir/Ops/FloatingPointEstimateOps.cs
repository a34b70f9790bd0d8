using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>FRECPE.</summary>
internal readonly unsafe struct FpReciprocalEstimate : IFpUnary
{
    public static string Name => "frecpe";

    public static T Eval<T>(T n, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpElement.FromBits<T>(FpEstimate.Reciprocal(FpFormat.Of<T>(), FpElement.Bits(n), fp));
}

/// <summary>FRSQRTE.</summary>
internal readonly unsafe struct FpReciprocalRootEstimate : IFpUnary
{
    public static string Name => "frsqrte";

    public static T Eval<T>(T n, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpElement.FromBits<T>(FpEstimate.ReciprocalRoot(FpFormat.Of<T>(), FpElement.Bits(n), fp));
}

/// <summary>FRECPX.</summary>
internal readonly unsafe struct FpReciprocalExponent : IFpUnary
{
    public static string Name => "frecpx";

    public static T Eval<T>(T n, FpState* fp) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FpElement.FromBits<T>(FpEstimate.ReciprocalExponent(FpFormat.Of<T>(), FpElement.Bits(n), fp));
}

/// <summary>URECPE; Imm = number of lanes.</summary>
internal readonly struct UnsignedReciprocalEstimate : IV_VI
{
    public static readonly ushort Code = OpTable.V_VI<UnsignedReciprocalEstimate>("urecpe");

    public static Vector128<byte> Eval(Vector128<byte> n, long imm)
    {
        Vector128<uint> r = default;
        for (int i = 0; i < (int)imm; i++) r = r.WithElement(i, FpEstimate.UnsignedReciprocal(n.AsUInt32().GetElement(i)));
        return r.AsByte();
    }
}

/// <summary>URSQRTE; Imm = number of lanes.</summary>
internal readonly struct UnsignedReciprocalRootEstimate : IV_VI
{
    public static readonly ushort Code = OpTable.V_VI<UnsignedReciprocalRootEstimate>("ursqrte");

    public static Vector128<byte> Eval(Vector128<byte> n, long imm)
    {
        Vector128<uint> r = default;
        for (int i = 0; i < (int)imm; i++) r = r.WithElement(i, FpEstimate.UnsignedReciprocalRoot(n.AsUInt32().GetElement(i)));
        return r.AsByte();
    }
}

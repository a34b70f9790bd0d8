using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

// Advanced SIMD arithmetic of AArch32 works by the standard FPSCR value: flush to zero, default NaN, round to nearest, only AHP is the guest's
// (Arm ARM, StandardFPSCRValue). Each wrapper gives an operation that state and adds the flags it raises to FPSR.

internal static unsafe class StandardFp
{
    /// <summary>FPCR as Advanced SIMD sees it, FPSR as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FpState Of(FpState* fp) => new()
    {
        Fpcr = FpControl.FlushToZero | FpControl.DefaultNaN | (fp->Fpcr & FpControl.AlternativeHalf),
        Fpsr = fp->Fpsr,
    };

    /// <summary>What an operation is called that runs so.</summary>
    public static string NameOf<TOp>() => "standard." + typeof(TOp).Name;
}

internal readonly unsafe struct StandardV<TOp> : IV_VF where TOp : struct, IV_VF
{
    public static readonly ushort Code = OpTable.V_VF<StandardV<TOp>>(StandardFp.NameOf<TOp>());

    public static Vector128<byte> Eval(Vector128<byte> n, FpState* fp)
    {
        FpState standard = StandardFp.Of(fp);
        Vector128<byte> result = TOp.Eval(n, &standard);
        fp->Fpsr = standard.Fpsr;
        return result;
    }
}

internal readonly unsafe struct StandardVI<TOp> : IV_VIF where TOp : struct, IV_VIF
{
    public static readonly ushort Code = OpTable.V_VIF<StandardVI<TOp>>(StandardFp.NameOf<TOp>());

    public static Vector128<byte> Eval(Vector128<byte> n, long imm, FpState* fp)
    {
        FpState standard = StandardFp.Of(fp);
        Vector128<byte> result = TOp.Eval(n, imm, &standard);
        fp->Fpsr = standard.Fpsr;
        return result;
    }
}

internal readonly unsafe struct StandardAVI<TOp> : IV_AVIF where TOp : struct, IV_AVIF
{
    public static readonly ushort Code = OpTable.V_AVIF<StandardAVI<TOp>>(StandardFp.NameOf<TOp>());

    public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm, FpState* fp)
    {
        FpState standard = StandardFp.Of(fp);
        Vector128<byte> result = TOp.Eval(a, n, imm, &standard);
        fp->Fpsr = standard.Fpsr;
        return result;
    }
}

internal readonly unsafe struct StandardVV<TOp> : IV_VVF where TOp : struct, IV_VVF
{
    public static readonly ushort Code = OpTable.V_VVF<StandardVV<TOp>>(StandardFp.NameOf<TOp>());

    public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, FpState* fp)
    {
        FpState standard = StandardFp.Of(fp);
        Vector128<byte> result = TOp.Eval(n, m, &standard);
        fp->Fpsr = standard.Fpsr;
        return result;
    }
}

internal readonly unsafe struct StandardVVI<TOp> : IV_VVIF where TOp : struct, IV_VVIF
{
    public static readonly ushort Code = OpTable.V_VVIF<StandardVVI<TOp>>(StandardFp.NameOf<TOp>());

    public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp)
    {
        FpState standard = StandardFp.Of(fp);
        Vector128<byte> result = TOp.Eval(n, m, imm, &standard);
        fp->Fpsr = standard.Fpsr;
        return result;
    }
}

internal readonly unsafe struct StandardVVV<TOp> : IV_VVVF where TOp : struct, IV_VVVF
{
    public static readonly ushort Code = OpTable.V_VVVF<StandardVVV<TOp>>(StandardFp.NameOf<TOp>());

    public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, FpState* fp)
    {
        FpState standard = StandardFp.Of(fp);
        Vector128<byte> result = TOp.Eval(a, n, m, &standard);
        fp->Fpsr = standard.Fpsr;
        return result;
    }
}

internal readonly unsafe struct StandardVVVI<TOp> : IV_VVVIF where TOp : struct, IV_VVVIF
{
    public static readonly ushort Code = OpTable.V_VVVIF<StandardVVVI<TOp>>(StandardFp.NameOf<TOp>());

    public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp)
    {
        FpState standard = StandardFp.Of(fp);
        Vector128<byte> result = TOp.Eval(a, n, m, imm, &standard);
        fp->Fpsr = standard.Fpsr;
        return result;
    }
}

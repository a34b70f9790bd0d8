using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

// Meanings of vector operations for whole registers of any element type. Saturating ones (F) also take FPSR, whose QC bit they set; zero operands
// never saturate, so elements outside an instruction's form are passed as zeros.

internal interface ILanesV
{
    static abstract Vector128<T> Eval<T>(Vector128<T> n)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

internal interface ILanesVI
{
    static abstract Vector128<T> Eval<T>(Vector128<T> n, int imm)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

internal interface ILanesVV
{
    static abstract Vector128<T> Eval<T>(Vector128<T> n, Vector128<T> m)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

internal interface ILanesVVV
{
    static abstract Vector128<T> Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

internal interface ILanesAVI
{
    static abstract Vector128<T> Eval<T>(Vector128<T> a, Vector128<T> n, int imm)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

internal unsafe interface ILanesVF
{
    static abstract Vector128<T> Eval<T>(Vector128<T> n, FpState* fp)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

internal unsafe interface ILanesVIF
{
    static abstract Vector128<T> Eval<T>(Vector128<T> n, int imm, FpState* fp)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

internal unsafe interface ILanesVVF
{
    static abstract Vector128<T> Eval<T>(Vector128<T> n, Vector128<T> m, FpState* fp)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

internal unsafe interface ILanesVVVF
{
    static abstract Vector128<T> Eval<T>(Vector128<T> a, Vector128<T> n, Vector128<T> m, FpState* fp)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

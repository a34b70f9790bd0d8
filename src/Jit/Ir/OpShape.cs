using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Operand shape of a pure operation: result kind, then sources in the order Eval takes them.
/// X = integer slot (64 bits), V = vector slot (128 bits), I = Op.Imm as int, F = FPCR/FPSR, N = NZCV packed in bits 31:28,
/// C = the carry flag as 0 or 1, S = CpuState*, for Q and GE.
/// Sources are taken from the slots N, M, A in that order, except that shapes marked "accumulating" take the slot A first
/// (the translator sets A = D when the destination is also a source).
/// </summary>
internal enum OpShape : byte
{
    /// <summary>Not a pure operation: control, memory, system. Tier 0 has a case or a handler of its own.</summary>
    Special,
    X_X, X_XX, X_XI, X_XXX, X_XXI,
    X_XC, X_XXC,
    /// <summary>Eval(X[N], X[M], Imm, CpuState*): reads or writes CPSR.Q and CPSR.GE, nothing else of the state.</summary>
    X_XXIS,
    V_V, V_VI, V_VV, V_VVI,
    /// <summary>Accumulating: Eval(V[A], V[N], V[M]).</summary>
    V_VVV,
    /// <summary>Accumulating: Eval(V[A], V[N], V[M], Imm).</summary>
    V_VVVI,
    /// <summary>Accumulating: Eval(V[A], V[N], Imm).</summary>
    V_AVI,
    /// <summary>Eval(X[N], Imm).</summary>
    V_XI,
    /// <summary>Accumulating: Eval(V[A], X[N], Imm).</summary>
    V_AXI,
    /// <summary>Eval(V[N], Imm) to an integer slot.</summary>
    X_VI,
    // Floating point: the last parameter is FpState*.
    V_VF, V_VIF, V_VVF, V_VVIF,
    /// <summary>Accumulating: Eval(V[A], V[N], V[M], FpState*).</summary>
    V_VVVF,
    /// <summary>Accumulating: Eval(V[A], V[N], V[M], Imm, FpState*).</summary>
    V_VVVIF,
    /// <summary>Accumulating: Eval(V[A], V[N], Imm, FpState*): narrowing into the upper half (FCVTN2).</summary>
    V_AVIF,
    /// <summary>Eval(V[N], Imm, FpState*) to an integer slot: FCVTZS and friends.</summary>
    X_VIF,
    /// <summary>Eval(X[N], Imm, FpState*) to a vector slot: SCVTF and friends.</summary>
    V_XIF,
    /// <summary>Eval(V[N], V[M], Imm, FpState*) to NZCV: FCMP.</summary>
    N_VVIF,
}

/// <summary>FPCR and FPSR as they lie in CpuState; operations accumulate exception flags into Fpsr.</summary>
internal struct FpState
{
    public uint Fpcr;
    public uint Fpsr;
}

internal interface IX_X { static abstract ulong Eval(ulong n); }
internal interface IX_XX { static abstract ulong Eval(ulong n, ulong m); }
internal interface IX_XI { static abstract ulong Eval(ulong n, long imm); }
internal interface IX_XXX { static abstract ulong Eval(ulong n, ulong m, ulong a); }
internal interface IX_XXI { static abstract ulong Eval(ulong n, ulong m, long imm); }
internal interface IX_XC { static abstract ulong Eval(ulong n, ulong carry); }
internal interface IX_XXC { static abstract ulong Eval(ulong n, ulong m, ulong carry); }
internal unsafe interface IX_XXIS { static abstract ulong Eval(ulong n, ulong m, long imm, CpuState* s); }
internal interface IV_V { static abstract Vector128<byte> Eval(Vector128<byte> n); }
internal interface IV_VI { static abstract Vector128<byte> Eval(Vector128<byte> n, long imm); }
internal interface IV_VV { static abstract Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m); }
internal interface IV_VVI { static abstract Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm); }
internal interface IV_VVV { static abstract Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m); }
internal interface IV_VVVI { static abstract Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, long imm); }
internal interface IV_AVI { static abstract Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm); }
internal interface IV_XI { static abstract Vector128<byte> Eval(ulong n, long imm); }
internal interface IV_AXI { static abstract Vector128<byte> Eval(Vector128<byte> a, ulong n, long imm); }
internal interface IX_VI { static abstract ulong Eval(Vector128<byte> n, long imm); }
internal unsafe interface IV_VF { static abstract Vector128<byte> Eval(Vector128<byte> n, FpState* fp); }
internal unsafe interface IV_VIF { static abstract Vector128<byte> Eval(Vector128<byte> n, long imm, FpState* fp); }
internal unsafe interface IV_VVF { static abstract Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, FpState* fp); }
internal unsafe interface IV_VVIF { static abstract Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp); }
internal unsafe interface IV_VVVF { static abstract Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, FpState* fp); }
internal unsafe interface IV_VVVIF { static abstract Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp); }
internal unsafe interface IV_AVIF { static abstract Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, long imm, FpState* fp); }
internal unsafe interface IX_VIF { static abstract ulong Eval(Vector128<byte> n, long imm, FpState* fp); }
internal unsafe interface IV_XIF { static abstract Vector128<byte> Eval(ulong n, long imm, FpState* fp); }
internal unsafe interface IN_VVIF { static abstract uint Eval(Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp); }

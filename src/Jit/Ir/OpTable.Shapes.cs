using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Registration and tier 0 body per operand shape: each body is the shape written out once, around the operation's Eval. The floating-point bodies
/// skip the runtime's first tier: unoptimised, an Eval that is generic over host floats takes 100 to 500 ns, and compiling its pieces as long.
/// </summary>
internal static unsafe partial class OpTable
{
    public static ushort X_X<T>(string name) where T : struct, IX_X => Define(name, OpShape.X_X, typeof(T), &RunX_X<T>);
    public static ushort X_XX<T>(string name) where T : struct, IX_XX => Define(name, OpShape.X_XX, typeof(T), &RunX_XX<T>);
    public static ushort X_XI<T>(string name) where T : struct, IX_XI => Define(name, OpShape.X_XI, typeof(T), &RunX_XI<T>);
    public static ushort X_XXX<T>(string name) where T : struct, IX_XXX => Define(name, OpShape.X_XXX, typeof(T), &RunX_XXX<T>);
    public static ushort X_XXI<T>(string name) where T : struct, IX_XXI => Define(name, OpShape.X_XXI, typeof(T), &RunX_XXI<T>);
    public static ushort X_XC<T>(string name) where T : struct, IX_XC => Define(name, OpShape.X_XC, typeof(T), &RunX_XC<T>);
    public static ushort X_XXC<T>(string name) where T : struct, IX_XXC => Define(name, OpShape.X_XXC, typeof(T), &RunX_XXC<T>);
    public static ushort X_XXIS<T>(string name) where T : struct, IX_XXIS => Define(name, OpShape.X_XXIS, typeof(T), &RunX_XXIS<T>);
    public static ushort V_V<T>(string name) where T : struct, IV_V => Define(name, OpShape.V_V, typeof(T), &RunV_V<T>);
    public static ushort V_VI<T>(string name) where T : struct, IV_VI => Define(name, OpShape.V_VI, typeof(T), &RunV_VI<T>);
    public static ushort V_VV<T>(string name) where T : struct, IV_VV => Define(name, OpShape.V_VV, typeof(T), &RunV_VV<T>);
    public static ushort V_VVI<T>(string name) where T : struct, IV_VVI => Define(name, OpShape.V_VVI, typeof(T), &RunV_VVI<T>);
    public static ushort V_VVV<T>(string name) where T : struct, IV_VVV => Define(name, OpShape.V_VVV, typeof(T), &RunV_VVV<T>);
    public static ushort V_VVVI<T>(string name) where T : struct, IV_VVVI => Define(name, OpShape.V_VVVI, typeof(T), &RunV_VVVI<T>);
    public static ushort V_AVI<T>(string name) where T : struct, IV_AVI => Define(name, OpShape.V_AVI, typeof(T), &RunV_AVI<T>);
    public static ushort V_XI<T>(string name) where T : struct, IV_XI => Define(name, OpShape.V_XI, typeof(T), &RunV_XI<T>);
    public static ushort V_AXI<T>(string name) where T : struct, IV_AXI => Define(name, OpShape.V_AXI, typeof(T), &RunV_AXI<T>);
    public static ushort X_VI<T>(string name) where T : struct, IX_VI => Define(name, OpShape.X_VI, typeof(T), &RunX_VI<T>);
    public static ushort V_VF<T>(string name) where T : struct, IV_VF => Define(name, OpShape.V_VF, typeof(T), &RunV_VF<T>);
    public static ushort V_VIF<T>(string name) where T : struct, IV_VIF => Define(name, OpShape.V_VIF, typeof(T), &RunV_VIF<T>);
    public static ushort V_VVF<T>(string name) where T : struct, IV_VVF => Define(name, OpShape.V_VVF, typeof(T), &RunV_VVF<T>);
    public static ushort V_VVIF<T>(string name) where T : struct, IV_VVIF => Define(name, OpShape.V_VVIF, typeof(T), &RunV_VVIF<T>);
    public static ushort V_VVVF<T>(string name) where T : struct, IV_VVVF => Define(name, OpShape.V_VVVF, typeof(T), &RunV_VVVF<T>);
    public static ushort V_VVVIF<T>(string name) where T : struct, IV_VVVIF => Define(name, OpShape.V_VVVIF, typeof(T), &RunV_VVVIF<T>);
    public static ushort V_AVIF<T>(string name) where T : struct, IV_AVIF => Define(name, OpShape.V_AVIF, typeof(T), &RunV_AVIF<T>);
    public static ushort X_VIF<T>(string name) where T : struct, IX_VIF => Define(name, OpShape.X_VIF, typeof(T), &RunX_VIF<T>);
    public static ushort V_XIF<T>(string name) where T : struct, IV_XIF => Define(name, OpShape.V_XIF, typeof(T), &RunV_XIF<T>);
    public static ushort N_VVIF<T>(string name) where T : struct, IN_VVIF => Define(name, OpShape.N_VVIF, typeof(T), &RunN_VVIF<T>);

    private static void RunX_X<T>(CpuState* s, Op* op) where T : struct, IX_X => s->X[op->D] = T.Eval(s->X[op->N]);
    private static void RunX_XX<T>(CpuState* s, Op* op) where T : struct, IX_XX => s->X[op->D] = T.Eval(s->X[op->N], s->X[op->M]);
    private static void RunX_XI<T>(CpuState* s, Op* op) where T : struct, IX_XI => s->X[op->D] = T.Eval(s->X[op->N], op->Imm);
    private static void RunX_XXX<T>(CpuState* s, Op* op) where T : struct, IX_XXX => s->X[op->D] = T.Eval(s->X[op->N], s->X[op->M], s->X[op->A]);
    private static void RunX_XXI<T>(CpuState* s, Op* op) where T : struct, IX_XXI => s->X[op->D] = T.Eval(s->X[op->N], s->X[op->M], op->Imm);
    private static void RunX_XC<T>(CpuState* s, Op* op) where T : struct, IX_XC => s->X[op->D] = T.Eval(s->X[op->N], (s->Nzcv >> 29) & 1);
    private static void RunX_XXC<T>(CpuState* s, Op* op) where T : struct, IX_XXC => s->X[op->D] = T.Eval(s->X[op->N], s->X[op->M], (s->Nzcv >> 29) & 1);
    private static void RunX_XXIS<T>(CpuState* s, Op* op) where T : struct, IX_XXIS => s->X[op->D] = T.Eval(s->X[op->N], s->X[op->M], op->Imm, s);
    private static void RunV_V<T>(CpuState* s, Op* op) where T : struct, IV_V => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2]);
    private static void RunV_VI<T>(CpuState* s, Op* op) where T : struct, IV_VI => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], op->Imm);
    private static void RunV_VV<T>(CpuState* s, Op* op) where T : struct, IV_VV => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], *(Vector128<byte>*)&s->V[op->M * 2]);
    private static void RunV_VVI<T>(CpuState* s, Op* op) where T : struct, IV_VVI => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], *(Vector128<byte>*)&s->V[op->M * 2], op->Imm);
    private static void RunV_VVV<T>(CpuState* s, Op* op) where T : struct, IV_VVV => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->A * 2], *(Vector128<byte>*)&s->V[op->N * 2], *(Vector128<byte>*)&s->V[op->M * 2]);
    private static void RunV_VVVI<T>(CpuState* s, Op* op) where T : struct, IV_VVVI => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->A * 2], *(Vector128<byte>*)&s->V[op->N * 2], *(Vector128<byte>*)&s->V[op->M * 2], op->Imm);
    private static void RunV_AVI<T>(CpuState* s, Op* op) where T : struct, IV_AVI => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->A * 2], *(Vector128<byte>*)&s->V[op->N * 2], op->Imm);
    private static void RunV_XI<T>(CpuState* s, Op* op) where T : struct, IV_XI => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(s->X[op->N], op->Imm);
    private static void RunV_AXI<T>(CpuState* s, Op* op) where T : struct, IV_AXI => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->A * 2], s->X[op->N], op->Imm);
    private static void RunX_VI<T>(CpuState* s, Op* op) where T : struct, IX_VI => s->X[op->D] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], op->Imm);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunV_VF<T>(CpuState* s, Op* op) where T : struct, IV_VF => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], (FpState*)&s->Fpcr);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunV_VIF<T>(CpuState* s, Op* op) where T : struct, IV_VIF => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], op->Imm, (FpState*)&s->Fpcr);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunV_VVF<T>(CpuState* s, Op* op) where T : struct, IV_VVF => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], *(Vector128<byte>*)&s->V[op->M * 2], (FpState*)&s->Fpcr);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunV_VVIF<T>(CpuState* s, Op* op) where T : struct, IV_VVIF => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], *(Vector128<byte>*)&s->V[op->M * 2], op->Imm, (FpState*)&s->Fpcr);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunV_VVVF<T>(CpuState* s, Op* op) where T : struct, IV_VVVF => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->A * 2], *(Vector128<byte>*)&s->V[op->N * 2], *(Vector128<byte>*)&s->V[op->M * 2], (FpState*)&s->Fpcr);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunV_VVVIF<T>(CpuState* s, Op* op) where T : struct, IV_VVVIF => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->A * 2], *(Vector128<byte>*)&s->V[op->N * 2], *(Vector128<byte>*)&s->V[op->M * 2], op->Imm, (FpState*)&s->Fpcr);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunV_AVIF<T>(CpuState* s, Op* op) where T : struct, IV_AVIF => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(*(Vector128<byte>*)&s->V[op->A * 2], *(Vector128<byte>*)&s->V[op->N * 2], op->Imm, (FpState*)&s->Fpcr);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunX_VIF<T>(CpuState* s, Op* op) where T : struct, IX_VIF => s->X[op->D] = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], op->Imm, (FpState*)&s->Fpcr);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunV_XIF<T>(CpuState* s, Op* op) where T : struct, IV_XIF => *(Vector128<byte>*)&s->V[op->D * 2] = T.Eval(s->X[op->N], op->Imm, (FpState*)&s->Fpcr);
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunN_VVIF<T>(CpuState* s, Op* op) where T : struct, IN_VVIF => s->Nzcv = T.Eval(*(Vector128<byte>*)&s->V[op->N * 2], *(Vector128<byte>*)&s->V[op->M * 2], op->Imm, (FpState*)&s->Fpcr);
}

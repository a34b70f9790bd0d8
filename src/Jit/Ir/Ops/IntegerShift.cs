using System.Numerics;

namespace Hyp.Jit.Compiler;

internal readonly struct LslI64 : IX_XI { public static ulong Eval(ulong n, long imm) => n << (int)imm; }
internal readonly struct LslI32 : IX_XI { public static ulong Eval(ulong n, long imm) => (uint)n << (int)imm; }
internal readonly struct LsrI64 : IX_XI { public static ulong Eval(ulong n, long imm) => n >> (int)imm; }
internal readonly struct LsrI32 : IX_XI { public static ulong Eval(ulong n, long imm) => (uint)n >> (int)imm; }
internal readonly struct AsrI64 : IX_XI { public static ulong Eval(ulong n, long imm) => (ulong)((long)n >> (int)imm); }
internal readonly struct AsrI32 : IX_XI { public static ulong Eval(ulong n, long imm) => (uint)((int)n >> (int)imm); }
internal readonly struct Lslv64 : IX_XX { public static ulong Eval(ulong n, ulong m) => n << (int)m; }
internal readonly struct Lslv32 : IX_XX { public static ulong Eval(ulong n, ulong m) => (uint)n << (int)m; }
internal readonly struct Lsrv64 : IX_XX { public static ulong Eval(ulong n, ulong m) => n >> (int)m; }
internal readonly struct Lsrv32 : IX_XX { public static ulong Eval(ulong n, ulong m) => (uint)n >> (int)m; }
internal readonly struct Asrv64 : IX_XX { public static ulong Eval(ulong n, ulong m) => (ulong)((long)n >> (int)m); }
internal readonly struct Asrv32 : IX_XX { public static ulong Eval(ulong n, ulong m) => (uint)((int)n >> (int)m); }
internal readonly struct Rorv64 : IX_XX { public static ulong Eval(ulong n, ulong m) => BitOperations.RotateRight(n, (int)m); }
internal readonly struct Rorv32 : IX_XX { public static ulong Eval(ulong n, ulong m) => BitOperations.RotateRight((uint)n, (int)m); }
/// <summary>imm = left shift, then right shift from bit 8: the field without its neighbours.</summary>
internal readonly struct Ubfx : IX_XI { public static ulong Eval(ulong n, long imm) => (n << (int)(imm & 63)) >> (int)(imm >> 8); }
/// <summary>As UBFX; the right shift is the smaller one.</summary>
internal readonly struct Ubfiz64 : IX_XI { public static ulong Eval(ulong n, long imm) => (n << (int)(imm & 63)) >> (int)(imm >> 8); }
internal readonly struct Ubfiz32 : IX_XI { public static ulong Eval(ulong n, long imm) => (uint)((n << (int)(imm & 63)) >> (int)(imm >> 8)); }
internal readonly struct Sbfx64 : IX_XI { public static ulong Eval(ulong n, long imm) => (ulong)((long)(n << (int)(imm & 63)) >> (int)(imm >> 8)); }
internal readonly struct Sbfx32 : IX_XI { public static ulong Eval(ulong n, long imm) => (uint)((int)((uint)n << (int)(imm & 31)) >> (int)(imm >> 8)); }
internal readonly struct Sbfiz64 : IX_XI { public static ulong Eval(ulong n, long imm) => (ulong)((long)(n << (int)(imm & 63)) >> (int)(imm >> 8)); }
internal readonly struct Sbfiz32 : IX_XI { public static ulong Eval(ulong n, long imm) => (uint)((int)((uint)n << (int)(imm & 31)) >> (int)(imm >> 8)); }
/// <summary>n is the old destination, m the source; imm as Operand.Insert has it.</summary>
internal readonly struct Bfm64 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => Operand.Insert(n, m, imm); }
internal readonly struct Bfm32 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => (uint)Operand.Insert(n, (uint)m, imm); }
internal readonly struct Extr64 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => imm == 0 ? m : (m >> (int)imm) | (n << (64 - (int)imm)); }
internal readonly struct Extr32 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => imm == 0 ? (uint)m : ((uint)m >> (int)imm) | ((uint)n << (32 - (int)imm)); }

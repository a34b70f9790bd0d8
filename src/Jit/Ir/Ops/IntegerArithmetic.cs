namespace Hyp.Jit.Compiler;

internal readonly struct Mov64 : IX_X { public static ulong Eval(ulong n) => n; }
internal readonly struct Mov32 : IX_X { public static ulong Eval(ulong n) => (uint)n; }
internal readonly struct AddR64 : IX_XX { public static ulong Eval(ulong n, ulong m) => n + m; }
internal readonly struct AddR32 : IX_XX { public static ulong Eval(ulong n, ulong m) => (uint)n + (uint)m; }
internal readonly struct AddI64 : IX_XI { public static ulong Eval(ulong n, long imm) => n + (ulong)imm; }
internal readonly struct AddI32 : IX_XI { public static ulong Eval(ulong n, long imm) => (uint)n + (uint)imm; }
internal readonly struct SubR64 : IX_XX { public static ulong Eval(ulong n, ulong m) => n - m; }
internal readonly struct SubR32 : IX_XX { public static ulong Eval(ulong n, ulong m) => (uint)n - (uint)m; }
internal readonly struct SubI64 : IX_XI { public static ulong Eval(ulong n, long imm) => n - (ulong)imm; }
internal readonly struct SubI32 : IX_XI { public static ulong Eval(ulong n, long imm) => (uint)n - (uint)imm; }
internal readonly struct AddLsl64 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => n + (m << (int)imm); }
internal readonly struct AddLsl32 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => (uint)n + ((uint)m << (int)imm); }
internal readonly struct AddShift64 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => n + Operand.Shift64(m, imm); }
internal readonly struct AddShift32 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => (uint)n + Operand.Shift32((uint)m, imm); }
internal readonly struct AddExtend64 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => n + Operand.Extend(m, imm); }
internal readonly struct AddExtend32 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => (uint)n + (uint)Operand.Extend(m, imm); }
internal readonly struct SubShift64 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => n - Operand.Shift64(m, imm); }
internal readonly struct SubShift32 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => (uint)n - Operand.Shift32((uint)m, imm); }
internal readonly struct SubExtend64 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => n - Operand.Extend(m, imm); }
internal readonly struct SubExtend32 : IX_XXI { public static ulong Eval(ulong n, ulong m, long imm) => (uint)n - (uint)Operand.Extend(m, imm); }
internal readonly struct Madd64 : IX_XXX { public static ulong Eval(ulong n, ulong m, ulong a) => a + (n * m); }
internal readonly struct Madd32 : IX_XXX { public static ulong Eval(ulong n, ulong m, ulong a) => (uint)a + ((uint)n * (uint)m); }
internal readonly struct Msub64 : IX_XXX { public static ulong Eval(ulong n, ulong m, ulong a) => a - (n * m); }
internal readonly struct Msub32 : IX_XXX { public static ulong Eval(ulong n, ulong m, ulong a) => (uint)a - ((uint)n * (uint)m); }
internal readonly struct Smaddl : IX_XXX { public static ulong Eval(ulong n, ulong m, ulong a) => a + (ulong)((long)(int)n * (int)m); }
internal readonly struct Umaddl : IX_XXX { public static ulong Eval(ulong n, ulong m, ulong a) => a + ((ulong)(uint)n * (uint)m); }
internal readonly struct Smsubl : IX_XXX { public static ulong Eval(ulong n, ulong m, ulong a) => a - (ulong)((long)(int)n * (int)m); }
internal readonly struct Umsubl : IX_XXX { public static ulong Eval(ulong n, ulong m, ulong a) => a - ((ulong)(uint)n * (uint)m); }
internal readonly struct Smulh : IX_XX { public static ulong Eval(ulong n, ulong m) => (ulong)Math.BigMul((long)n, (long)m, out _); }
internal readonly struct Umulh : IX_XX { public static ulong Eval(ulong n, ulong m) => Operand.HighProduct(n, m); }
/// <summary>UDIV: no trap, x / 0 = 0.</summary>
internal readonly struct Udiv64 : IX_XX { public static ulong Eval(ulong n, ulong m) => m == 0 ? 0 : n / m; }
internal readonly struct Udiv32 : IX_XX { public static ulong Eval(ulong n, ulong m) => (uint)m == 0 ? 0 : (uint)n / (uint)m; }
/// <summary>SDIV: no trap, x / 0 = 0, MinValue / -1 = MinValue.</summary>
internal readonly struct Sdiv64 : IX_XX { public static ulong Eval(ulong n, ulong m) => Operand.Divide64((long)n, (long)m); }
internal readonly struct Sdiv32 : IX_XX { public static ulong Eval(ulong n, ulong m) => Operand.Divide32((int)n, (int)m); }

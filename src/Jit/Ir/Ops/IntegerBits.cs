using System.Buffers.Binary;
using System.Numerics;

namespace Hyp.Jit.Compiler;

internal readonly struct Clz64 : IX_X { public static ulong Eval(ulong n) => (ulong)BitOperations.LeadingZeroCount(n); }
internal readonly struct Clz32 : IX_X { public static ulong Eval(ulong n) => (ulong)BitOperations.LeadingZeroCount((uint)n); }
internal readonly struct Cls64 : IX_X { public static ulong Eval(ulong n) => (ulong)BitOperations.LeadingZeroCount((n ^ (n << 1)) | 1); }
internal readonly struct Cls32 : IX_X { public static ulong Eval(ulong n) => (ulong)BitOperations.LeadingZeroCount(((uint)n ^ ((uint)n << 1)) | 1); }
internal readonly struct Rbit64 : IX_X { public static ulong Eval(ulong n) => Operand.ReverseBits(n); }
internal readonly struct Rbit32 : IX_X { public static ulong Eval(ulong n) => Operand.ReverseBits(n) >> 32; }
internal readonly struct Rev64 : IX_X { public static ulong Eval(ulong n) => BinaryPrimitives.ReverseEndianness(n); }
internal readonly struct Rev32 : IX_X { public static ulong Eval(ulong n) => BinaryPrimitives.ReverseEndianness((uint)n); }
/// <summary>REV32 Xd.</summary>
internal readonly struct Rev32In64 : IX_X { public static ulong Eval(ulong n) => BitOperations.RotateRight(BinaryPrimitives.ReverseEndianness(n), 32); }
internal readonly struct Rev16In64 : IX_X { public static ulong Eval(ulong n) => ((n & 0x00FF_00FF_00FF_00FF) << 8) | ((n >> 8) & 0x00FF_00FF_00FF_00FF); }
internal readonly struct Rev16In32 : IX_X { public static ulong Eval(ulong n) => (((uint)n & 0x00FF_00FF) << 8) | (((uint)n >> 8) & 0x00FF_00FF); }

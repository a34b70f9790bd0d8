using System.Runtime.InteropServices;

namespace Hyp.Jit.Compiler;

/// <summary>
/// One IR operation, 16 bytes, executed as it stands by tier 0 and compiled to IL by tier 1. An A64 instruction is one Op in the slot of its
/// address: <c>ops[(va &amp; 0xFFF) / 4]</c>, so PCs, branch targets and instruction counts are pointer arithmetic and any instruction can be entered.
/// Registers are integer slots (see CpuState.X) or vector slots, as the operation's <see cref="OpShape"/> says.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Op
{
    /// <summary>Operation; 0 is "not decoded yet".</summary>
    [FieldOffset(0)] public ushort Code;
    /// <summary>Destination slot (or Rt).</summary>
    [FieldOffset(2)] public byte D;
    /// <summary>First source slot (or base register).</summary>
    [FieldOffset(3)] public byte N;
    /// <summary>Second source slot (or index register).</summary>
    [FieldOffset(4)] public byte M;
    /// <summary>Third source slot (or Rt2).</summary>
    [FieldOffset(5)] public byte A;
    /// <summary>Shift amount, access size or a small parameter.</summary>
    [FieldOffset(6)] public byte S;
    /// <summary>Condition, or a second small parameter.</summary>
    [FieldOffset(7)] public byte C;
    /// <summary>Immediate.</summary>
    [FieldOffset(8)] public long Imm;
    /// <summary>Low half of the immediate: branch displacement in bytes.</summary>
    [FieldOffset(8)] public int Disp;
    /// <summary>High half of the immediate: the branch's hotness counter.</summary>
    [FieldOffset(12)] public int Heat;
}

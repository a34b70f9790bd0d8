using System.Numerics;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Immediates of data processing (Arm ARM, A32ExpandImm_C and T32ExpandImm_C).</summary>
internal static class ModifiedImmediate
{
    /// <summary>Eight bits rotated right by twice the field above them; a rotation gives a carry.</summary>
    public static ShifterOperand A32(int imm12)
    {
        uint value = BitOperations.RotateRight((uint)imm12 & 0xFF, imm12 >> 8 << 1);
        return ShifterOperand.Immediate(value, imm12 >> 8 == 0 ? null : value >> 31 != 0);
    }

    public static ShifterOperand T32(int imm12)
    {
        uint byteValue = (uint)imm12 & 0xFF;
        if (imm12 >> 10 == 0)
        {
            return ShifterOperand.Immediate(byteValue * ((imm12 >> 8) switch
            {
                0 => 1u,
                1 => 0x0001_0001u,
                2 => 0x0100_0100u,
                _ => 0x0101_0101u,
            }));
        }
        uint value = BitOperations.RotateRight(0x80 | (byteValue & 0x7F), imm12 >> 7);
        return ShifterOperand.Immediate(value, value >> 31 != 0);
    }
}

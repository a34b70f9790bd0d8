using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hyp.Jit.Compiler;

/// <summary>FPSCR: FPCR's control bits with FPSR's flags. N, Z, C and V of VCMP lie in FPSR bits 31:28.</summary>
internal static unsafe class Fpscr
{
    /// <summary>
    /// AHP, DN, FZ, RMode, and Stride and Len, which hold what is written as they must on cores without short vectors.
    /// </summary>
    public const uint ControlMask = 0x07F7_0000;

    /// <summary>N, Z, C, V, QC, IDC, IXC, UFC, OFC, DZC, IOC.</summary>
    public const uint StatusMask = 0xF800_009F;

    public const uint FlagsMask = 0xF000_0000;

    /// <summary>VMRS Rt, FPSCR.</summary>
    public static readonly ushort Read = OpTable.X_VIF<ReadOp>("vmrs.fpscr");

    /// <summary>VMRS APSR_nzcv, FPSCR.</summary>
    public static readonly ushort Flags = OpTable.N_VVIF<FlagsOp>("vmrs.flags");

    /// <summary>VMSR FPSCR, Rt. The vector result means nothing.</summary>
    public static readonly ushort Write = OpTable.V_XIF<WriteOp>("vmsr.fpscr");

    public static uint Pack(FpState* fp) => (fp->Fpcr & ControlMask) | (fp->Fpsr & StatusMask);

    internal readonly struct ReadOp : IX_VIF
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Eval(Vector128<byte> n, long imm, FpState* fp) => Pack(fp);
    }

    internal readonly struct FlagsOp : IN_VVIF
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Eval(Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp) => fp->Fpsr & FlagsMask;
    }

    internal readonly struct WriteOp : IV_XIF
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Eval(ulong n, long imm, FpState* fp)
        {
            fp->Fpcr = (uint)n & ControlMask;
            fp->Fpsr = (uint)n & StatusMask;
            return default;
        }
    }
}

/// <summary>VCMP and VCMPE: as FCMP, but the relation goes to FPSCR. The vector result means nothing.</summary>
internal readonly unsafe struct FpCompareToFpscr<T> : IV_VVIF where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly ushort Code = OpTable.V_VVIF<FpCompareToFpscr<T>>(sizeof(T) == 8 ? "vcmp.d" : "vcmp.s");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m, long imm, FpState* fp)
    {
        uint flags = FpCompare<T>.Eval(n, m, imm, fp);
        fp->Fpsr = (fp->Fpsr & ~Fpscr.FlagsMask) | flags;
        return default;
    }
}

/// <summary>
/// VCVT between floating point and fixed point in one register. Imm: fraction bits in 7:0, bit 8 unsigned, bit 9 a 16-bit fixed-point number. To
/// fixed point rounds towards zero and extends the number to the register, from fixed point rounds to nearest (Arm ARM, VCVT, fixed-point).
/// </summary>
internal static unsafe class FpFixedPoint
{
    public static long Immediate(int fractionBits, bool unsigned, bool half) =>
        (uint)fractionBits | (unsigned ? 0x100L : 0) | (half ? 0x200L : 0);

    internal readonly struct To<T> : IV_VIF where T : unmanaged
    {
        public static readonly ushort Code = OpTable.V_VIF<To<T>>(sizeof(T) == 8 ? "vcvt.fixed.d" : "vcvt.fixed.s");

        public static Vector128<byte> Eval(Vector128<byte> n, long imm, FpState* fp)
        {
            bool signed = (imm & 0x100) == 0;
            int width = (imm & 0x200) != 0 ? 16 : 32;
            ulong bits = FpPrecision.Lane<T>(n, 0);
            ulong value = FpSoftwareConvert.ToInteger(FpFormat.Of<T>(), bits, (int)(imm & 0xFF), width, signed, FpRounding.Zero, fp);
            if (signed) value = (ulong)((long)(value << (64 - width)) >> (64 - width));
            return FpPrecision.WithLane<T>(default, 0, value);
        }
    }

    internal readonly struct From<T> : IV_VIF where T : unmanaged
    {
        public static readonly ushort Code = OpTable.V_VIF<From<T>>(sizeof(T) == 8 ? "vcvt.d.fixed" : "vcvt.s.fixed");

        public static Vector128<byte> Eval(Vector128<byte> n, long imm, FpState* fp)
        {
            bool signed = (imm & 0x100) == 0;
            ulong value = n.AsUInt32().ToScalar();
            if ((imm & 0x200) != 0) value = signed ? (uint)(int)(short)value : (ushort)value;
            FpState nearest = new() { Fpcr = fp->Fpcr & ~FpControl.RoundingMask, Fpsr = fp->Fpsr };
            ulong bits = FpSoftwareConvert.FromInteger(FpFormat.Of<T>(), value, (int)(imm & 0xFF), 32, signed, &nearest);
            fp->Fpsr = nearest.Fpsr;
            return FpPrecision.WithLane<T>(default, 0, bits);
        }
    }
}

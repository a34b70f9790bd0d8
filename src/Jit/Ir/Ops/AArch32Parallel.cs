using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Parallel additions and subtractions of AArch32 in halfwords and bytes: signed and unsigned modulo with GE, saturating, halving; SEL; sums of absolute differences.
/// An operation's immediate says what its lanes do (<see cref="Add16"/> ...).
/// </summary>
internal static unsafe class AArch32Parallel
{
    /// <summary>Lanes of the immediate: ASX adds the high and subtracts the low halfword, with the second operand's halfwords exchanged; SAX the other way round.</summary>
    public const int Add16 = 0, Asx = 1, Sax = 2, Sub16 = 3, Add8 = 4, Sub8 = 7;

    public static readonly ushort Signed = OpTable.X_XXIS<SignedOp>("a32.sparallel");
    public static readonly ushort Unsigned = OpTable.X_XXIS<UnsignedOp>("a32.uparallel");
    public static readonly ushort SignedSaturating = OpTable.X_XXI<SignedSaturatingOp>("a32.qparallel");
    public static readonly ushort UnsignedSaturating = OpTable.X_XXI<UnsignedSaturatingOp>("a32.uqparallel");
    public static readonly ushort SignedHalving = OpTable.X_XXI<SignedHalvingOp>("a32.shparallel");
    public static readonly ushort UnsignedHalving = OpTable.X_XXI<UnsignedHalvingOp>("a32.uhparallel");
    public static readonly ushort Select = OpTable.X_XXIS<SelectOp>("a32.sel");
    public static readonly ushort AbsoluteDifferences = OpTable.X_XXX<AbsoluteDifferencesOp>("a32.usada8");

    private static int Width(long lanes) => lanes >= Add8 ? 8 : 16;

    private static bool Subtracts(long lanes, int lane) => lanes switch
    {
        Add16 or Add8 => false,
        Asx => lane == 0,
        Sax => lane == 1,
        _ => true,
    };

    /// <summary>Exact result of one lane.</summary>
    private static int Lane(ulong n, ulong m, long lanes, int lane, bool signed)
    {
        int width = Width(lanes), at = lane * width, other = lanes is Asx or Sax ? (1 - lane) * width : at;
        uint a = (uint)n >> at, b = (uint)m >> other;
        (int x, int y) = (width, signed) switch
        {
            (16, true) => ((short)a, (short)b),
            (16, false) => ((ushort)a, (ushort)b),
            (_, true) => ((sbyte)a, (sbyte)b),
            _ => ((int)(byte)a, (int)(byte)b),
        };
        return Subtracts(lanes, lane) ? x - y : x + y;
    }

    private static ulong Place(int value, long lanes, int lane) => Width(lanes) == 16 ? (ulong)(ushort)value << (lane * 16) : (ulong)(byte)value << (lane * 8);

    private static ulong Modulo(ulong n, ulong m, long lanes, bool signed, CpuState* s)
    {
        ulong result = 0;
        uint ge = 0;
        int width = Width(lanes);
        for (int lane = 0; lane < 32 / width; lane++)
        {
            int value = Lane(n, m, lanes, lane, signed);
            result |= Place(value, lanes, lane);
            // Unsigned additions: carry out. All others: not negative.
            bool set = signed || Subtracts(lanes, lane) ? value >= 0 : value >> width != 0;
            if (set) ge |= width == 16 ? 3u << (lane * 2) : 1u << lane;
        }
        s->Ge = ge;
        return result;
    }

    private static ulong Saturate(ulong n, ulong m, long lanes, bool signed)
    {
        ulong result = 0;
        int width = Width(lanes);
        int low = signed ? -(1 << (width - 1)) : 0, high = signed ? (1 << (width - 1)) - 1 : (1 << width) - 1;
        for (int lane = 0; lane < 32 / width; lane++) result |= Place(Math.Clamp(Lane(n, m, lanes, lane, signed), low, high), lanes, lane);
        return result;
    }

    private static ulong Halve(ulong n, ulong m, long lanes, bool signed)
    {
        ulong result = 0;
        for (int lane = 0; lane < 32 / Width(lanes); lane++) result |= Place(Lane(n, m, lanes, lane, signed) >> 1, lanes, lane);
        return result;
    }

    internal readonly struct SignedOp : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s) => Modulo(n, m, imm, signed: true, s);
    }

    internal readonly struct UnsignedOp : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s) => Modulo(n, m, imm, signed: false, s);
    }

    internal readonly struct SignedSaturatingOp : IX_XXI
    {
        public static ulong Eval(ulong n, ulong m, long imm) => Saturate(n, m, imm, signed: true);
    }

    internal readonly struct UnsignedSaturatingOp : IX_XXI
    {
        public static ulong Eval(ulong n, ulong m, long imm) => Saturate(n, m, imm, signed: false);
    }

    internal readonly struct SignedHalvingOp : IX_XXI
    {
        public static ulong Eval(ulong n, ulong m, long imm) => Halve(n, m, imm, signed: true);
    }

    internal readonly struct UnsignedHalvingOp : IX_XXI
    {
        public static ulong Eval(ulong n, ulong m, long imm) => Halve(n, m, imm, signed: false);
    }

    /// <summary>SEL: byte i of n where GE[i] is set, else of m.</summary>
    internal readonly struct SelectOp : IX_XXIS
    {
        public static ulong Eval(ulong n, ulong m, long imm, CpuState* s)
        {
            uint ge = s->Ge;
            uint mask = ((ge & 1) | ((ge & 2) << 7) | ((ge & 4) << 14) | ((ge & 8) << 21)) * 0xFF;
            return ((uint)n & mask) | ((uint)m & ~mask);
        }
    }

    /// <summary>USADA8; USAD8 adds zero.</summary>
    internal readonly struct AbsoluteDifferencesOp : IX_XXX
    {
        public static ulong Eval(ulong n, ulong m, ulong a)
        {
            uint sum = (uint)a;
            for (int at = 0; at < 32; at += 8) sum += (uint)Math.Abs((byte)(n >> at) - (byte)(m >> at));
            return sum;
        }
    }
}

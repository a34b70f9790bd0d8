namespace Hyp.Jit.Compiler;

/// <summary>
/// Pairs of neighbouring ops that tier 0 runs as one: the first op's code is replaced, both keep their operands, and the second slot stays enterable.
/// Today: a compare and the conditional branch on it.
/// </summary>
internal static unsafe class Fusion
{
    private static readonly int[] Order = [0, 1, 2, 3, -1, -1, -1, -1, 4, 5, 6, 7, 8, 9, -1, -1];

    /// <summary>Fuses within ops[from, to). Where there are infos, the first of a pair must be one slot long.</summary>
    public static void Apply(Op* ops, SlotInfo* infos, int from, int to)
    {
        for (int i = from; i + 1 < to; i++)
        {
            if (ops[i + 1].Code != (ushort)OpCode.BCond || (infos != null && infos[i].Length != 1)) continue;
            int condition = Order[ops[i + 1].C];
            if (condition < 0) continue;
            int fused = (OpCode)ops[i].Code switch
            {
                OpCode.SubsR64 => (int)OpCode.SubsR64BEq + condition,
                OpCode.SubsI64 => (int)OpCode.SubsI64BEq + condition,
                OpCode.SubsR32 => (int)OpCode.SubsR32BEq + condition,
                OpCode.SubsI32 => (int)OpCode.SubsI32BEq + condition,
                OpCode.AndsI64 when condition < 2 => (int)OpCode.AndsI64BEq + condition,
                OpCode.AndsI32 when condition < 2 => (int)OpCode.AndsI32BEq + condition,
                OpCode.AndsR64 when condition < 2 => (int)OpCode.AndsR64BEq + condition,
                OpCode.AndsR32 when condition < 2 => (int)OpCode.AndsR32BEq + condition,
                _ => 0,
            };
            if (fused != 0) ops[i].Code = (ushort)fused;
        }
    }

    /// <summary>The unfused code of a fused op; null for any other.</summary>
    public static ushort? FirstOf(ushort code) => (OpCode)code switch
    {
        >= OpCode.SubsR64BEq and <= OpCode.SubsR64BLe => (ushort)OpCode.SubsR64,
        >= OpCode.SubsI64BEq and <= OpCode.SubsI64BLe => (ushort)OpCode.SubsI64,
        >= OpCode.SubsR32BEq and <= OpCode.SubsR32BLe => (ushort)OpCode.SubsR32,
        >= OpCode.SubsI32BEq and <= OpCode.SubsI32BLe => (ushort)OpCode.SubsI32,
        OpCode.AndsI64BEq or OpCode.AndsI64BNe => (ushort)OpCode.AndsI64,
        OpCode.AndsI32BEq or OpCode.AndsI32BNe => (ushort)OpCode.AndsI32,
        OpCode.AndsR64BEq or OpCode.AndsR64BNe => (ushort)OpCode.AndsR64,
        OpCode.AndsR32BEq or OpCode.AndsR32BNe => (ushort)OpCode.AndsR32,
        _ => null,
    };
}

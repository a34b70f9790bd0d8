using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;
using Row = Hyp.Jit.Frontend.Decoding.DecodeRow<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Tests.Differential.AArch32;

using Isa = Hyp.Jit.Compiler.Isa;

/// <summary>
/// Random blocks of VFP and Advanced SIMD instructions, drawn from a deck that holds every row once. R0-R6 are results, R7 is an FPSCR, R8-R11 point into scratch memory and
/// R12 is a step. What is UNDEFINED or UNPREDICTABLE is drawn anew.
/// </summary>
internal sealed unsafe class VectorBlockGenerator
{
    private const int Length = 12, FpscrRegister = 7, FirstBase = 8, StepRegister = 12;

    private readonly Row[][] rows = [[], []];
    private readonly Queue<Row>[] decks = [new(), new()];
    private readonly AArch32Translator translator = new();

    public VectorBlockGenerator()
    {
        var all = new AArch32Rows();
        VectorRooms.AddRows(all);
        VectorRooms.AddArmv8Rows(all);
        rows[0] = [.. all.A32.Rows.Concat(all.A32Unconditional.Rows).Where(IsUserLevel)];
        rows[1] = [.. all.T32.Rows.Where(IsUserLevel)];
    }

    /// <summary>Blocks that see every row of an instruction set about once.</summary>
    public int DeckBlocks => (rows[0].Length + Length - 1) / Length;

    /// <summary>The initial state of a seed: recorded vectors depend on it.</summary>
    public static A32State InitialState(ulong seed, bool thumb)
    {
        var random = new DeterministicRandom(seed);
        var state = new A32State { Thumb = thumb, Nzcv = random.NextUInt32() & 0xF000_0000 };
        for (int i = 0; i < 15; i++) state.R[i] = (uint)CornerValues.Integer(ref random);
        for (int i = FirstBase; i < StepRegister; i++) state.R[i] = A32Runner.ScratchAddress + 0x1000 + ((uint)random.Below(0x100) * 32);
        state.R[StepRegister] = random.Chance(90) ? (uint)random.Below(8) * 32 : (uint)random.Below(64);
        for (int i = 0; i < 32; i += 2) (state.D[i], state.D[i + 1]) = CornerValues.Vector(ref random);
        state.Fpscr = RandomFpscr(ref random);
        state.R[FpscrRegister] = RandomFpscr(ref random);
        return state;
    }

    public A32Input Generate(ulong seed, bool thumb)
    {
        var random = new DeterministicRandom(seed ^ 0x5EED_0000_5EED_0000);
        var words = new uint[Length];
        for (int i = 0; i < Length; i++) words[i] = Draw(ref random, thumb);
        return new A32Input(words, InitialState(seed, thumb));
    }

    /// <summary>RMode, FZ, DN, AHP and the flags.</summary>
    private static uint RandomFpscr(ref DeterministicRandom random)
    {
        uint value = random.NextUInt32() & 0xF800_009F;
        if (random.Chance(50)) value |= (uint)random.Below(4) << 22;
        for (int bit = 24; bit <= 26; bit++) value |= random.Chance(30) ? 1u << bit : 0;
        return value;
    }

    /// <summary>FPEXC, FPSID and MVFRn are not for User mode.</summary>
    private static bool IsUserLevel(Row row) => row.UsesFp;

    private uint Draw(ref DeterministicRandom random, bool thumb)
    {
        Queue<Row> deck = decks[thumb ? 1 : 0];
        if (deck.Count == 0)
        {
            Row[] shuffled = [.. rows[thumb ? 1 : 0]];
            random.Shuffle<Row>(shuffled);
            foreach (Row card in shuffled) deck.Enqueue(card);
        }
        Row row = deck.Dequeue();
        for (; ; )
        {
            uint word = Fill(ref random, row, thumb);
            if (!IsExcluded(row, word) && IsDefined(word, thumb)) return word;
        }
    }

    private static uint Fill(ref DeterministicRandom random, Row row, bool thumb)
    {
        uint word = row.Value | (random.NextUInt32() & ~row.Mask);
        if (!thumb && row.Value >> 28 == 0 && row.Mask >> 28 == 0) word = (word & 0x0FFF_FFFF) | (random.Chance(70) ? 0xE000_0000 : (uint)random.Below(14) << 28);
        if (row.Name.StartsWith("VLD", StringComparison.Ordinal) || row.Name.StartsWith("VST", StringComparison.Ordinal))
        {
            word = (word & 0xFFF0_FFFF) | (uint)(FirstBase + random.Below(4)) << 16;
            // Rm of the structures: none, the bytes moved, or a step.
            if ((row.Mask & 15) == 0 && row.Declares('m')) word = (word & ~15u) | random.Pick<uint>([15, 13, StepRegister]);
        }
        if (row.Name.StartsWith("VMSR", StringComparison.Ordinal)) return (word & 0xFFFF_0FFF) | (FpscrRegister << 12);
        if (row.Declares('t') && (row.Mask >> 12 & 15) == 0) word = (word & 0xFFFF_0FFF) | (uint)random.Below(row.Name == "VMRS FPSCR" && random.Chance(50) ? 16 : FpscrRegister) << 12;
        if (row.Name == "VMRS FPSCR" && (word >> 12 & 15) is >= FpscrRegister and < 15) word |= 15 << 12;
        if (row.Declares('u') && row.Name.StartsWith("VMOV", StringComparison.Ordinal)) word = (word & 0xFFF0_FFFF) | (uint)random.Below(FpscrRegister) << 16;
        return word;
    }

    /// <summary>Exchanges of a register with itself leave unknown values.</summary>
    private static bool IsExcluded(Row row, uint word) =>
        (row.Name.StartsWith("VTRN", StringComparison.Ordinal) || row.Name.StartsWith("VUZP", StringComparison.Ordinal) || row.Name.StartsWith("VZIP", StringComparison.Ordinal))
        && (word >> 12 & 15) == (word & 15) && (word >> 22 & 1) == (word >> 5 & 1);

    private bool IsDefined(uint word, bool thumb)
    {
        Op op = default;
        translator.Translate(word, 0, new CodeKey(ExceptionLevel.EL0, false, false, false, thumb ? Isa.T32 : Isa.A32), 0, &op);
        return op.Code != (ushort)OpCode.Undefined;
    }
}

using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>
/// Translates one A32, T32 or T16 instruction into prefix ops and one final op. Handlers of the rooms receive it and call <see cref="Emit(ushort,int,int,int,int,int,int,long)"/>
/// exactly once; condition and IT are applied here, never in a handler.
/// </summary>
internal sealed unsafe class AArch32Translator : IAArch32Translator
{
    /// <summary>First of the temporaries that handlers may use (34-47); <see cref="Temporary"/> gives them out.</summary>
    private const int FirstTemporary = 34;

    /// <summary>First of the four vector temporaries (32-35); <see cref="VectorTemporary"/> gives them out.</summary>
    private const int FirstVectorTemporary = 32;

    private readonly Op[] prefix = new Op[16];
    private int prefixCount, temporaries, vectorTemporaries;
    private Op* op;

    /// <summary>Byte offset of the instruction in its 4 KiB page.</summary>
    public int PageOffset { get; private set; }

    public CodeKey Key { get; private set; }

    /// <summary>The instruction: A32 word; T32 with its first halfword on top; T16 in bits 31:16.</summary>
    public uint Word { get; private set; }

    /// <summary>Bytes of the instruction.</summary>
    public int Bytes { get; private set; }

    /// <summary>ITSTATE at this instruction; a T16 data-processing instruction sets flags only outside a block.</summary>
    public byte It { get; private set; }

    public bool InItBlock => (It & 15) != 0;

    /// <summary>ITSTATE behind this instruction; IT sets it.</summary>
    public byte NextIt { get; set; }

    /// <summary>Condition of the instruction. B (conditional) takes it over into its op and sets 14.</summary>
    public int Condition { get; set; }

    public bool IsThumb => Key.Isa == Isa.T32;

    /// <summary>What R15 reads as, from the begin of the page.</summary>
    public int PcOffset => PageOffset + (IsThumb ? 4 : 8);

    public Guard Translate(uint word, int pageOffset, CodeKey key, byte itState, Op* target)
    {
        op = target;
        PageOffset = pageOffset;
        Key = key;
        Word = word;
        It = itState;
        prefixCount = 0;
        temporaries = FirstTemporary;
        vectorTemporaries = FirstVectorTemporary;
        DecodeRow<AArch32Translator>? row;
        if (key.Isa == Isa.A32)
        {
            Bytes = 4;
            NextIt = 0;
            bool unconditional = word >> 28 == 15;
            Condition = unconditional ? 14 : (int)(word >> 28);
            row = (unconditional ? AArch32Tables.A32Unconditional : AArch32Tables.A32).Find(word);
        }
        else
        {
            bool wide = word >> 27 >= 0x1D;
            Bytes = wide ? 4 : 2;
            Condition = InItBlock ? itState >> 4 : 14;
            NextIt = Advance(itState);
            row = (wide ? AArch32Tables.T32 : AArch32Tables.T16).Find(word);
        }
        if (row == null) Undefined();
        else if (row.UsesFp && key.FpTrap) Emit(OpCode.FpTrap);
        else row.Handler(this, new Fields<AArch32Translator>(word, row));
        return new Guard { Condition = Condition == 15 ? 14 : Condition, Bytes = Bytes, NextIt = NextIt, Prefix = prefix.AsSpan(0, prefixCount) };
    }

    public uint DataAbortSyndrome(uint word, Isa isa) => AArch32Syndrome.Of(word, isa);

    /// <summary>A slot for an intermediate value of this instruction.</summary>
    public int Temporary() => temporaries++;

    /// <summary>A vector slot for an intermediate value of this instruction.</summary>
    public int VectorTemporary() => vectorTemporaries++;

    /// <summary>Adds a pure op in front of the final one; returns its destination.</summary>
    public int Prefix(ushort code, int d, int n = 32, int m = 32, int a = 32, int s = 0, int c = 0, long imm = 0)
    {
        prefix[prefixCount++] = new Op { Code = code, D = (byte)d, N = (byte)n, M = (byte)m, A = (byte)a, S = (byte)s, C = (byte)c, Imm = imm };
        return d;
    }

    public int Prefix(OpCode code, int d, int n = 32, int m = 32, int a = 32, int s = 0, int c = 0, long imm = 0) => Prefix((ushort)code, d, n, m, a, s, c, imm);

    /// <summary>The final op.</summary>
    public void Emit(ushort code, int d = 33, int n = 32, int m = 32, int a = 32, int s = 0, int c = 0, long imm = 0) =>
        *op = new Op { Code = code, D = (byte)d, N = (byte)n, M = (byte)m, A = (byte)a, S = (byte)s, C = (byte)c, Imm = imm };

    public void Emit(OpCode code, int d = 33, int n = 32, int m = 32, int a = 32, int s = 0, int c = 0, long imm = 0) => Emit((ushort)code, d, n, m, a, s, c, imm);

    /// <summary>A pure op as the final one or in front of it.</summary>
    public void Put(bool last, ushort code, int d, int n = 32, int m = 32, int a = 32, long imm = 0)
    {
        if (last) Emit(code, d, n, m, a, imm: imm);
        else Prefix(code, d, n, m, a, imm: imm);
    }

    public void Put(bool last, OpCode code, int d, int n = 32, int m = 32, int a = 32, long imm = 0) => Put(last, (ushort)code, d, n, m, a, imm);

    /// <summary>UNDEFINED or unallocated. Condition holds for it, too.</summary>
    public void Undefined() => Emit(OpCode.Undefined, imm: Word);

    /// <summary>UNPREDICTABLE: the cores' usual choice, and QEMU's, is UNDEFINED.</summary>
    public void Unpredictable() => Undefined();

    /// <summary>Slot to read a register from; R15 becomes a temporary that holds its value here.</summary>
    public int Read(int register) => register == 15 ? Prefix(OpCode.Adr32, Temporary(), imm: PcOffset) : register;

    /// <summary>Slot of a destination that R15 cannot be: there the instruction is UNPREDICTABLE, and here the write is dropped.</summary>
    public static int Target(int register) => register == 15 ? 33 : register;

    /// <summary>R15 aligned to a word: the base of literal loads and ADR.</summary>
    public int AlignedPcOffset => PcOffset & ~3;

    private static byte Advance(byte it) => (it & 7) == 0 ? (byte)0 : (byte)((it & 0xE0) | ((it << 1) & 0x1F));
}

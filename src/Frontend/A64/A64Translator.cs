using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.Decoding;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Frontend.A64;

/// <summary>Translates one A64 instruction into one op. Handlers of the rooms receive it and call <see cref="Emit"/> exactly once.</summary>
internal sealed unsafe class A64Translator : IBlockTranslator
{
    private Op* op;

    /// <summary>Byte offset of the instruction in its 4 KiB page; the page's VA is only known at run time.</summary>
    public int PageOffset { get; private set; }

    public CodeKey Key { get; private set; }

    /// <summary>The instruction word.</summary>
    public uint Word { get; private set; }

    public void Translate(uint word, int pageOffset, CodeKey key, Op* target)
    {
        op = target;
        PageOffset = pageOffset;
        Key = key;
        Word = word;
        DecodeRow<A64Translator>? row = A64Tables.Find(word);
        if (row == null) Undefined();
        else if (row.UsesFp && key.FpTrap) Emit(OpCode.FpTrap);
        else row.Handler(this, new Fields<A64Translator>(word, row));
    }

    public uint DataAbortSyndrome(uint word) => LoadStoreSyndrome.Of(word);

    public void Emit(ushort code, int d = 33, int n = 32, int m = 32, int a = 32, int s = 0, int c = 0, long imm = 0)
    {
        op->Code = code;
        op->D = (byte)d;
        op->N = (byte)n;
        op->M = (byte)m;
        op->A = (byte)a;
        op->S = (byte)s;
        op->C = (byte)c;
        op->Imm = imm;
    }

    public void Emit(OpCode code, int d = 33, int n = 32, int m = 32, int a = 32, int s = 0, int c = 0, long imm = 0) => Emit((ushort)code, d, n, m, a, s, c, imm);

    /// <summary>UNDEFINED or unallocated: the exception of an undefined instruction.</summary>
    public void Undefined() => Emit(OpCode.Undefined, imm: Word);

    /// <summary>Slot of a source register where 31 is XZR.</summary>
    public static int Source(int register) => register == 31 ? 32 : register;

    /// <summary>Slot of a destination register where 31 is XZR.</summary>
    public static int Target(int register) => register == 31 ? 33 : register;
}

using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Turns guest instructions into ops. Declared here, built by the front end.</summary>
internal unsafe interface IBlockTranslator
{
    /// <summary>Translates one instruction. <paramref name="pageOffset"/> is its byte offset in its 4 KiB page; the op is all zero on entry.</summary>
    void Translate(uint word, int pageOffset, CodeKey key, Op* op);

    /// <summary>ISS bits 24:14 (ISV, SAS, SSE, SRT, SF, AR) that a stage 2 data abort of this instruction reports; 0 when not valid.</summary>
    uint DataAbortSyndrome(uint word);
}

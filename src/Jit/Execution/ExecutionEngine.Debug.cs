using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Self-hosted debug: while software step or a breakpoint is on, tier 0 runs instruction by instruction.</summary>
internal sealed unsafe partial class ExecutionEngine
{
    private InterpreterExit RunDebugged(VirtualCpu cpu, CpuState* s, CodePage page, int slot, ulong tag)
    {
        bool stepping = s->Ss != 0 && SelfHostedDebug.IsStepActive(cpu);
        long entries = cpu.ExceptionEntries;
        InterpreterExit exit = RunBounded(cpu, s, page, slot, tag, 1);
        if (stepping && exit != InterpreterExit.Hook && cpu.ExceptionEntries == entries) cpu.CompleteStep(IsLoadExclusive(page, slot));
        return exit;
    }

    private bool IsLoadExclusive(CodePage page, int slot)
    {
        ushort code = page.Ops[slot].Code;
        if (code == (ushort)OpCode.EnterRegion) code = EntryAt(page.Ops, slot)->OriginalCode;
        if (code == (ushort)OpCode.Guarded) code = page.Infos[slot].Code;
        return (OpCode)code is OpCode.LoadExclusive or OpCode.LoadExclusivePair;
    }
}

using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Frontend.AArch32;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>Where a machine gets its execution engine from; tests put another one in its place.</summary>
internal static class EngineFactory
{
    public static Func<MachineOptions, IExecutionEngine> Create { get; set; } = CreateEngine;

    public static IExecutionEngine CreateEngine(MachineOptions options)
    {
        if (options.Is32Bit) WarmUp.StartAArch32();
        return new ExecutionEngine(new A64Translator(), new AArch32Translator(), options.Tier switch
        {
            ExecutionTier.Interpreter => TierMode.Interpreter,
            ExecutionTier.Jit => TierMode.Jit,
            _ => TierMode.Both,
        });
    }
}

using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>Where a machine gets its execution engine from; tests put another one in its place.</summary>
internal static class EngineFactory
{
    public static Func<EngineSetup, IExecutionEngine> Create { get; set; } =
        static setup => new ExecutionEngine(new A64Translator(), setup.Tier);
}

using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>Where a machine gets its execution engine from; tests put another one in its place.</summary>
internal static class EngineFactory
{
    public static Func<EngineSetup, IExecutionEngine> Create { get; set; } =
        static _ => throw new InvalidOperationException("no execution engine is built into this library");
}

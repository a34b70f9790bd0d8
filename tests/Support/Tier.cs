using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Support;

/// <summary>The ways of executing guest code that every ISA test runs on: [TestFixtureSource(typeof(Tier), nameof(Tier.All))].</summary>
internal static class Tier
{
    public static IEnumerable<ExecutionTier> All => [ExecutionTier.Interpreter, ExecutionTier.Jit];

    public static EngineRunner Create(ExecutionTier tier) => new(tier);
}

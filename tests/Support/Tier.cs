using Hyp.Jit.Compiler;

namespace Hyp.Jit.Tests.Support;

/// <summary>A way of executing guest code. ISA tests run on each: [TestFixtureSource(typeof(Tier), nameof(All))].</summary>
public sealed class Tier
{
    private readonly TierMode mode;

    private Tier(TierMode mode) => this.mode = mode;

    public static Tier Interpreter { get; } = new(TierMode.Interpreter);

    /// <summary>Compiled at once; the interpreter runs only what regions leave to it.</summary>
    public static Tier Regions { get; } = new(TierMode.Jit);

    public static IEnumerable<Tier> All => [Interpreter, Regions];

    public override string ToString() => mode.ToString();

    internal EngineRunner CreateRunner() => new(mode);

    internal A32Runner CreateA32Runner() => new(mode);
}

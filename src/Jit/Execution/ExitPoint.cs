namespace Hyp.Jit.Compiler;

/// <summary>What one numbered exit of a region means.</summary>
internal struct ExitPoint : IEquatable<ExitPoint>
{
    /// <summary>Where PC is, from the begin of the page; exits of direct branches may lie outside it.</summary>
    public int PcOffset;
    /// <summary>Instructions retired since the last one the method counted.</summary>
    public int Retired;
    public RegionExit Reason;

    public readonly bool Equals(ExitPoint other) => PcOffset == other.PcOffset && Retired == other.Retired && Reason == other.Reason;

    public override readonly bool Equals(object? obj) => obj is ExitPoint other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(PcOffset, Retired, Reason);
}

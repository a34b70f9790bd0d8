namespace Hyp.Jit;

/// <summary>Which of the two ways of executing guest code a machine uses.</summary>
public enum ExecutionTier
{
    /// <summary>Cold code is interpreted, hot code compiled in the background.</summary>
    Both,

    /// <summary>Everything is interpreted.</summary>
    Interpreter,

    /// <summary>Code is compiled at its first run; the interpreter keeps only what regions leave to it.</summary>
    Jit,
}

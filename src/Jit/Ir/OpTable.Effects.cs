using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Operations that call into the runtime. Tier 0 calls them; tier 1 leaves the region for them.</summary>
internal static unsafe partial class OpTable
{
    private static readonly nint[] EffectBodies = new nint[Capacity];

    /// <summary>
    /// Defines an operation whose body may touch memory and the runtime. State.Pc is the instruction's address and State.Retired is exact when it runs.
    /// It returns true to go on with the next instruction; false when it has set State.Pc itself (an exception, ERET), or must not be followed blindly.
    /// </summary>
    public static ushort Effect(string name, delegate*<VirtualCpu, Op*, bool> run)
    {
        ushort code = Define(name, OpShape.Special, typeof(void), null);
        EffectBodies[code] = (nint)run;
        return code;
    }

    public static delegate*<VirtualCpu, Op*, bool> EffectBody(int code) => (delegate*<VirtualCpu, Op*, bool>)EffectBodies[code];

    public static bool IsEffect(int code) => code >= FirstDynamic && EffectBodies[code] != 0;
}

using System.Reflection;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>What is known of one operation code.</summary>
internal sealed unsafe class OpInfo(ushort code, string name, OpShape shape, Type? type, delegate*<CpuState*, Op*, void> run)
{
    public ushort Code { get; } = code;
    public string Name { get; } = name;
    public OpShape Shape { get; } = shape;
    /// <summary>Tier 0 body for operations without a case in the interpreter's switch.</summary>
    public delegate*<CpuState*, Op*, void> Run { get; } = run;
    /// <summary>The static Eval that is the operation's meaning; null for Special.</summary>
    public MethodInfo? Eval => field ??= type?.GetMethod("Eval", BindingFlags.Static | BindingFlags.Public);
}

/// <summary>
/// All operations. Codes below <see cref="FirstDynamic"/> are the cases of the interpreter's switch (see OpCode); the others are given out as the
/// static classes that hold them are first touched, so that a room nobody uses costs nothing at start-up.
/// </summary>
internal static unsafe partial class OpTable
{
    public const int FirstDynamic = 512;
    public const int Capacity = 4096;
    private static readonly OpInfo?[] Table = new OpInfo?[Capacity];
    /// <summary>Tier 0 bodies by code, unmanaged so that the interpreter reaches them with one load.</summary>
    public static readonly delegate*<CpuState*, Op*, void>* Bodies = AllocateBodies();
    private static readonly Lock Gate = new();
    private static int next = FirstDynamic;

    public static OpInfo Get(int code) => Table[code] ?? throw new InvalidOperationException($"operation {code} is not defined");

    /// <summary>Defines a pure operation; returns its code.</summary>
    private static ushort Define(string name, OpShape shape, Type type, delegate*<CpuState*, Op*, void> run)
    {
        lock (Gate)
        {
            var code = (ushort)next++;
            Table[code] = new OpInfo(code, name, shape, type, run);
            Bodies[code] = run;
            return code;
        }
    }

    private static delegate*<CpuState*, Op*, void>* AllocateBodies() =>
        (delegate*<CpuState*, Op*, void>*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(nint));
}

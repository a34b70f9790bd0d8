using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Hyp.Jit.Compiler;

/// <summary>Compiles, on a thread of its own, what the first guest instructions would otherwise wait for: tier 0 itself, and RyuJIT's own first use.</summary>
internal static class WarmUp
{
    private static int started, startedAArch32;

    /// <summary>Starts it, once in a process.</summary>
    public static void Start()
    {
        if (Interlocked.Exchange(ref started, 1) == 0) Begin(Compile);
    }

    /// <summary>The same for a machine whose cores are AArch32.</summary>
    public static void StartAArch32()
    {
        if (Interlocked.Exchange(ref startedAArch32, 1) == 0) Begin(CompileAArch32);
    }

    private static void Begin(ThreadStart work) => new Thread(work) { IsBackground = true, Name = "hypjit warm-up" }.Start();

    private static void CompileAArch32()
    {
        Prepare(typeof(A32Isa));
        Prepare(typeof(T32Isa));
    }

    private static void Prepare(Type isa) =>
        RuntimeHelpers.PrepareMethod(typeof(InterpreterTier).GetMethod(nameof(InterpreterTier.Run))!.MakeGenericMethod(isa).MethodHandle);

    private static void Compile()
    {
        Prepare(typeof(A64Isa));
        var first = new DynamicMethod("first", typeof(int), [typeof(int)], typeof(WarmUp).Module, skipVisibility: true);
        ILGenerator il = first.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ret);
        RuntimeHelpers.PrepareDelegate(first.CreateDelegate(typeof(Func<int, int>)));
    }
}

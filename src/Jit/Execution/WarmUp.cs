using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Hyp.Jit.Compiler;

/// <summary>Compiles, on a thread of its own, what the first guest instructions would otherwise wait for: tier 0 itself, and RyuJIT's own first use.</summary>
internal static class WarmUp
{
    private static int started;

    /// <summary>Starts it, once in a process.</summary>
    public static void Start()
    {
        if (Interlocked.Exchange(ref started, 1) != 0) return;
        new Thread(Compile) { IsBackground = true, Name = "hypjit warm-up" }.Start();
    }

    private static void Compile()
    {
        RuntimeHelpers.PrepareMethod(typeof(InterpreterTier).GetMethod(nameof(InterpreterTier.Run))!.MakeGenericMethod(typeof(A64Isa)).MethodHandle);
        var first = new DynamicMethod("first", typeof(int), [typeof(int)], typeof(WarmUp).Module, skipVisibility: true);
        ILGenerator il = first.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ret);
        RuntimeHelpers.PrepareDelegate(first.CreateDelegate(typeof(Func<int, int>)));
    }
}

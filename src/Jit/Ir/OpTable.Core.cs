using System.Reflection;
using System.Runtime.CompilerServices;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>The pure operations that have a case in the interpreter's switch: their shape and their Eval, for the compiler and the tests.</summary>
internal static unsafe partial class OpTable
{
    static OpTable() => IntegerOps.Register();

    /// <summary>Tells the table the shape and meaning of a switch case.</summary>
    public static void Core(OpCode code, OpShape shape, Type type) => Table[(int)code] = new OpInfo((ushort)code, code.ToString(), shape, type, null);

    /// <summary>
    /// Sees to it that an operation has a body, as prefix ops need one. Those of the switch get theirs here, on first need: each is a generic
    /// instantiation, and A64 uses none of them.
    /// </summary>
    public static void EnsureBody(int code)
    {
        if (Bodies[code] != null || code == (int)OpCode.Adr32) return;
        if (code == (int)OpCode.MovI)
        {
            Bodies[code] = &RunMovI;
            return;
        }
        OpInfo info = Get(code);
        MethodInfo shape = typeof(OpTable).GetMethod($"Run{info.Shape}", BindingFlags.Static | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException($"{info.Name} is not pure");
        RuntimeMethodHandle body = shape.MakeGenericMethod(info.Eval!.DeclaringType!).MethodHandle;
        RuntimeHelpers.PrepareMethod(body);
        Bodies[code] = (delegate*<CpuState*, Op*, void>)body.GetFunctionPointer();
    }

    private static void RunMovI(CpuState* s, Op* op) => s->X[op->D] = (ulong)op->Imm;

    public static OpInfo? Find(int code) => Table[code];

    public static string NameOf(int code) => Table[code]?.Name ?? (code < (int)OpCode.Count ? ((OpCode)code).ToString() : $"op{code}");
}

namespace Hyp.Jit.Compiler;

/// <summary>The pure operations that have a case in the interpreter's switch: their shape and their Eval, for the compiler and the tests.</summary>
internal static unsafe partial class OpTable
{
    static OpTable() => IntegerOps.Register();

    /// <summary>Tells the table the shape and meaning of a switch case.</summary>
    public static void Core(OpCode code, OpShape shape, Type type) => Table[(int)code] = new OpInfo((ushort)code, code.ToString(), shape, type, null);

    public static OpInfo? Find(int code) => Table[code];

    public static string NameOf(int code) => Table[code]?.Name ?? (code < (int)OpCode.Count ? ((OpCode)code).ToString() : $"op{code}");
}

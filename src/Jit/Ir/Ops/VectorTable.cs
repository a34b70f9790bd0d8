using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>TBL and TBX. Tables that fit the operands of a pure op are one; longer ones read consecutive registers of the state.</summary>
internal static unsafe class VectorTable
{
    /// <summary>Eval(table, indices).</summary>
    public static readonly OpFamily Look1 = OpFamily.Unsigned<Table1>("tbl1");

    /// <summary>Eval(first table register, second, indices).</summary>
    public static readonly OpFamily Look2 = OpFamily.Unsigned<Table2>("tbl2");

    /// <summary>Eval(destination, table, indices).</summary>
    public static readonly OpFamily Extend1 = OpFamily.Unsigned<Extension1>("tbx1");

    /// <summary>N is the first of S table registers, consecutive modulo 32; M the indices; C = 1 keeps bytes whose index is out of range.</summary>
    public static readonly ushort Long128 = OpTable.Effect("tbl.16b", &RunLong<FullForm>);
    public static readonly ushort Long64 = OpTable.Effect("tbl.8b", &RunLong<HalfForm>);

    private static bool RunLong<TForm>(VirtualCpu cpu, Op* op) where TForm : struct, IForm
    {
        var registers = (Vector128<byte>*)cpu.State->V;
        Vector128<byte> indices = registers[op->M];
        Vector128<byte> result = Vector128<byte>.Zero;
        for (int i = 0; i < op->S; i++)
        {
            result |= Vector128.Shuffle(registers[(op->N + i) & 31], indices - Vector128.Create((byte)(i * 16)));
        }
        if (op->C != 0) result = Keep(registers[op->D], result, indices, op->S);
        registers[op->D] = TForm.Trim(result);
        return true;
    }

    private static Vector128<byte> Keep(Vector128<byte> old, Vector128<byte> found, Vector128<byte> indices, int count) =>
        Vector128.ConditionalSelect(Vector128.LessThan(indices, Vector128.Create((byte)(count * 16))), found, old);

    internal readonly struct Table1 : ILaneDefinition
    {
        static ushort ILaneDefinition.Define<T, TForm>(string name) => OpTable.V_VV<Table1<TForm>>(name);
    }

    internal readonly struct Table1<TForm> : IV_VV where TForm : struct, IForm
    {
        public static Vector128<byte> Eval(Vector128<byte> n, Vector128<byte> m) => TForm.Trim(Vector128.Shuffle(n, m));
    }

    internal readonly struct Table2 : ILaneDefinition
    {
        static ushort ILaneDefinition.Define<T, TForm>(string name) => OpTable.V_VVV<Table2<TForm>>(name);
    }

    internal readonly struct Table2<TForm> : IV_VVV where TForm : struct, IForm
    {
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m) =>
            TForm.Trim(Vector128.Shuffle(a, m) | Vector128.Shuffle(n, m - Vector128.Create((byte)16)));
    }

    internal readonly struct Extension1 : ILaneDefinition
    {
        static ushort ILaneDefinition.Define<T, TForm>(string name) => OpTable.V_VVV<Extension1<TForm>>(name);
    }

    internal readonly struct Extension1<TForm> : IV_VVV where TForm : struct, IForm
    {
        public static Vector128<byte> Eval(Vector128<byte> a, Vector128<byte> n, Vector128<byte> m) =>
            TForm.Trim(Keep(a, Vector128.Shuffle(n, m), m, 1));
    }
}

using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit.Simd;

/// <summary>A bare PE on which single instructions are translated and their op is run.</summary>
internal static unsafe class SimdMachine
{
    private static readonly A64Translator Translator = new();

    public static VirtualCpu CreateCpu() => new(0);

    public static Op Translate(uint word)
    {
        Op op = default;
        Translator.Translate(word, 0, default, &op);
        return op;
    }

    public static void Execute(VirtualCpu cpu, uint word)
    {
        Op op = Translate(word);
        if (op.Code == (ushort)OpCode.Undefined) throw new InvalidOperationException($"{word:X8} is undefined");
        if (OpTable.IsEffect(op.Code))
        {
            if (!OpTable.EffectBody(op.Code)(cpu, &op)) throw new InvalidOperationException($"{word:X8} took an exception");
        }
        else
        {
            OpTable.Get(op.Code).Run(cpu.State, &op);
        }
    }

    public static void Load(CpuState* s, byte[] state)
    {
        state.AsSpan(0, SimdVectors.RegisterBytes).CopyTo(new Span<byte>(s->V, SimdVectors.RegisterBytes));
        state.AsSpan(SimdVectors.RegisterBytes).CopyTo(new Span<byte>(s->X, 8 * 8));
        s->Fpsr = 0;
    }

    /// <summary>V0-V31 and X0-X7, as <see cref="Load"/> takes them.</summary>
    public static byte[] Registers(CpuState* s)
    {
        var state = new byte[SimdVectors.StateBytes];
        new Span<byte>(s->V, SimdVectors.RegisterBytes).CopyTo(state);
        new Span<byte>(s->X, 8 * 8).CopyTo(state.AsSpan(SimdVectors.RegisterBytes));
        return state;
    }
}

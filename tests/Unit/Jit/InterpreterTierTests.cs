using System.Reflection;
using System.Reflection.Emit;
using Hyp.Jit.Compiler;
using NUnit.Framework;
using OpCode = System.Reflection.Emit.OpCode;

namespace Hyp.Jit.Tests.Unit.Jit;

/// <summary>The size of tier 0's one method.</summary>
public class InterpreterTierTests
{
    /// <summary>RyuJIT's DEFAULT_MIN_OPTS_INSTR_COUNT: beyond it a method is compiled without optimisation, and tier 0 runs at half its speed.</summary>
    private const int MostInstructions = 20_000;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    [Test]
    public void Run_IsSmallEnoughToBeOptimised()
    {
        byte[] il = typeof(InterpreterTier).GetMethod(nameof(InterpreterTier.Run))!.GetMethodBody()!.GetILAsByteArray()!;
        int count = 0;
        for (int at = 0; at < il.Length; count++) at += LengthAt(il, at);
        Assert.That(count, Is.InRange(1000, MostInstructions));
    }

    private static int LengthAt(byte[] il, int at)
    {
        OpCode op = OpCodesByValue[il[at] == 0xFE ? (short)(0xFE00 | il[at + 1]) : il[at]];
        return op.Size + op.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineI or OperandType.ShortInlineVar or OperandType.ShortInlineBrTarget => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at + op.Size)),
            _ => 4,
        };
    }
}

using System.Runtime.InteropServices;
using System.Text;
using Hyp.Jit.Compiler;
using Hyp.Jit.Frontend.A64;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.FloatingPoint;

/// <summary>Decodes each recorded instruction, runs the op's tier 0 body over the operand matrix, and compares result and FPSR with the record.</summary>
internal sealed unsafe class RecordedInstructionTests
{
    private CpuState* state;

    [SetUp]
    public void Allocate() => state = (CpuState*)NativeMemory.AlignedAlloc((nuint)sizeof(CpuState), 64);

    [TearDown]
    public void Free() => NativeMemory.AlignedFree(state);

    public static IEnumerable<TestCaseData> Cases() => RecordedVectors.Instructions.Select(i =>
        new TestCaseData(i).SetArgDisplayNames($"{i.Word:X8}", A64Tables.Find(i.Word)?.Name ?? "no row"));

    [TestCaseSource(nameof(Cases))]
    public void Instruction_OverOperandsAndModes_LeavesWhatWasRecorded(object recorded)
    {
        var instruction = (RecordedInstruction)recorded;
        Op op = default;
        new A64Translator().Translate(instruction.Word, 0, new CodeKey(ExceptionLevel.EL1, false, false, false), &op);
        OpInfo info = OpTable.Get(op.Code);
        var failures = new StringBuilder();
        int failed = 0;
        for (int mode = 0; mode < RecordedOperands.Modes.Length; mode++)
        {
            for (int c = 0; c < RecordedOperands.CaseCount(instruction.Operands); c++)
            {
                // With IXC set beforehand the operations take other paths, to the same end.
                foreach (uint before in (ReadOnlySpan<uint>)[0, FpStatus.Inexact])
                {
                    (uint fpsr, ulong low, ulong high) = instruction.Outcome(RecordedVectors.Data, mode, c);
                    Prepare(instruction, mode, c, before);
                    info.Run(state, &op);
                    (ulong actualLow, ulong actualHigh) = Result(instruction.Result);
                    if (actualLow == low && actualHigh == high && state->Fpsr == (fpsr | before)) continue;
                    if (++failed > 5) continue;
                    failures.AppendLine($"FPCR {state->Fpcr:X8} N {Hex(instruction, c, 1)} M {Hex(instruction, c, 2)} A {Hex(instruction, c, 3)}: "
                        + $"{actualHigh:X16}_{actualLow:X16} {state->Fpsr:X2}, recorded {high:X16}_{low:X16} {fpsr | before:X2}");
                }
            }
        }
        Assert.That(failed, Is.Zero, () => $"{info.Name}\n{failures}");
    }

    private static string Hex(RecordedInstruction instruction, int c, int register)
    {
        (ulong low, ulong high) = RecordedOperands.Register(instruction.Operands, c, register);
        return $"{high:X16}_{low:X16}";
    }

    private void Prepare(RecordedInstruction instruction, int mode, int c, uint fpsr)
    {
        state->X[0] = 0;
        state->Nzcv = 0;
        for (int register = 1; register <= 3; register++)
        {
            (state->V[register * 2], state->V[(register * 2) + 1]) = RecordedOperands.Register(instruction.Operands, c, register);
        }
        (state->V[0], state->V[1]) = (state->V[6], state->V[7]);
        state->X[1] = RecordedOperands.Element(instruction.Operands, c, 1, 0);
        state->Fpcr = RecordedOperands.Modes[mode];
        state->Fpsr = fpsr;
    }

    private (ulong Low, ulong High) Result(char kind) => kind switch
    {
        'x' => (state->X[0], 0),
        'n' => (state->Nzcv >> 28, 0),
        _ => (state->V[0], state->V[1]),
    };
}

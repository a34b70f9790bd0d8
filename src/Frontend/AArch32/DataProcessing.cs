using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Operations of data processing, numbered as A32 encodes them; ORN is T32's alone.</summary>
internal enum DataOperation
{
    And, Eor, Sub, Rsb, Add, Adc, Sbc, Rsc, Tst, Teq, Cmp, Cmn, Orr, Mov, Bic, Mvn, Orn,
}

/// <summary>What the data-processing instructions of all three encodings mean. One op where there is no shift that it lacks and no logical flag.</summary>
internal static class DataProcessing
{
    /// <summary>Whether an instruction sets flags: its S bit, or (T16) that it stands outside an IT block.</summary>
    public static bool SetsFlags(AArch32Translator t, F f) => f['S'] == Decoding.DecodeRow<AArch32Translator>.OutsideIt ? !t.InItBlock : f['S'] != 0;

    public static void Translate(AArch32Translator t, DataOperation op, bool setFlags, int d, int n, ShifterOperand operand)
    {
        bool compares = op is >= DataOperation.Tst and <= DataOperation.Cmn;
        if (d == 15 && !compares) ToPc(t, op, setFlags, n, operand);
        else if (!setFlags) Compute(t, op, d, n, operand, last: true);
        else if (op is DataOperation.And or DataOperation.Eor or DataOperation.Tst or DataOperation.Teq or >= DataOperation.Orr) Logical(t, op, compares, d, n, operand);
        else Arithmetic(t, op, compares ? 33 : d, n, operand);
    }

    /// <summary>A write of R15: interworking in A32 (ALUWritePC), to T32 code in T32, with S an exception return.</summary>
    private static void ToPc(AArch32Translator t, DataOperation op, bool setFlags, int n, ShifterOperand operand)
    {
        int result = t.Temporary();
        if (op == DataOperation.Mov && operand.IsPlain) result = operand.Register;
        else Compute(t, op, result, n, operand, last: false);
        if (setFlags) t.Emit(AArch32Effects.ReturnFromException, n: result);
        else BranchTo(t, result);
    }

    /// <summary>ALUWritePC.</summary>
    public static void BranchTo(AArch32Translator t, int slot)
    {
        if (t.IsThumb) slot = t.Prefix(OpCode.OrrI32, t.Temporary(), slot, imm: 1);
        t.Emit(OpCode.BranchExchange, n: slot);
    }

    /// <summary>N and Z of the result, C of the shifter, V as it was.</summary>
    private static void Logical(AArch32Translator t, DataOperation op, bool compares, int d, int n, ShifterOperand operand)
    {
        // The carry is taken first: the result may overwrite what it comes from.
        int? carry = operand.CarryOut(t);
        int result = compares ? t.Temporary() : d;
        bool same = operand.IsPlain && (op == DataOperation.Mov ? operand.Register == d : op == DataOperation.Tst && operand.Register == n && n != 15);
        if (same) result = operand.Register;
        else Compute(t, op switch { DataOperation.Tst => DataOperation.And, DataOperation.Teq => DataOperation.Eor, _ => op }, result, n, operand, last: false);
        t.Emit(OpCode.LogicFlags, n: result, m: carry ?? 32, s: carry == null ? 0 : 1);
    }

    private static void Arithmetic(AArch32Translator t, DataOperation op, int d, int n, ShifterOperand operand)
    {
        n = t.Read(n);
        switch (op)
        {
            case DataOperation.Add or DataOperation.Cmn:
                if (operand.IsImmediate) t.Emit(OpCode.AddsI32, d, n, imm: operand.Value);
                else if (operand.HasShift) t.Emit(OpCode.AddsShift32, d, n, operand.Register, imm: operand.Shift);
                else t.Emit(OpCode.AddsR32, d, n, operand.Slot(t));
                break;
            case DataOperation.Sub or DataOperation.Cmp:
                if (operand.IsImmediate) t.Emit(OpCode.SubsI32, d, n, imm: operand.Value);
                else if (operand.HasShift) t.Emit(OpCode.SubsShift32, d, n, operand.Register, imm: operand.Shift);
                else t.Emit(OpCode.SubsR32, d, n, operand.Slot(t));
                break;
            case DataOperation.Rsb: t.Emit(OpCode.SubsR32, d, operand.Slot(t), n); break;
            case DataOperation.Adc: t.Emit(OpCode.Adcs32, d, n, operand.Slot(t)); break;
            case DataOperation.Sbc: t.Emit(OpCode.Sbcs32, d, n, operand.Slot(t)); break;
            default: t.Emit(OpCode.Sbcs32, d, operand.Slot(t), n); break;
        }
    }

    /// <summary>The result to <paramref name="d"/>, without flags.</summary>
    private static void Compute(AArch32Translator t, DataOperation op, int d, int n, ShifterOperand operand, bool last)
    {
        if (n == 15 && operand.IsImmediate && (op is DataOperation.Add or DataOperation.Sub))
        {
            t.Put(last, OpCode.Adr32, d, imm: t.PcOffset + (op == DataOperation.Add ? operand.Value : -(long)operand.Value));
            return;
        }
        if (op == DataOperation.Mov)
        {
            operand.Compute(t, d, last);
            return;
        }
        n = op == DataOperation.Mvn ? 32 : t.Read(n);
        if (operand.IsImmediate && Immediate(op) is (OpCode immediate, bool inverted)) t.Put(last, immediate, d, n, imm: inverted ? ~operand.Value : operand.Value);
        else if (operand.HasShift && Shifted(op) is OpCode shifted)
        {
            if (op == DataOperation.Add && operand.Shift < 32) t.Put(last, OpCode.AddLsl32, d, n, operand.Register, imm: operand.Shift);
            else t.Put(last, shifted, d, n, operand.Register, imm: operand.Shift);
        }
        else Plain(t, op, d, n, operand.Slot(t), last);
    }

    private static (OpCode Code, bool Inverted)? Immediate(DataOperation op) => op switch
    {
        DataOperation.And => (OpCode.AndI32, false),
        DataOperation.Bic => (OpCode.AndI32, true),
        DataOperation.Eor => (OpCode.EorI32, false),
        DataOperation.Orr => (OpCode.OrrI32, false),
        DataOperation.Orn => (OpCode.OrrI32, true),
        DataOperation.Mvn => (OpCode.MovI, true),
        DataOperation.Add => (OpCode.AddI32, false),
        DataOperation.Sub => (OpCode.SubI32, false),
        _ => null,
    };

    private static OpCode? Shifted(DataOperation op) => op switch
    {
        DataOperation.And => OpCode.AndShift32,
        DataOperation.Bic => OpCode.BicShift32,
        DataOperation.Eor => OpCode.EorShift32,
        DataOperation.Orr => OpCode.OrrShift32,
        DataOperation.Orn or DataOperation.Mvn => OpCode.OrnShift32,
        DataOperation.Add => OpCode.AddShift32,
        DataOperation.Sub => OpCode.SubShift32,
        _ => null,
    };

    private static void Plain(AArch32Translator t, DataOperation op, int d, int n, int m, bool last)
    {
        switch (op)
        {
            case DataOperation.And: t.Put(last, OpCode.AndR32, d, n, m); break;
            case DataOperation.Bic: t.Put(last, OpCode.BicR32, d, n, m); break;
            case DataOperation.Eor: t.Put(last, OpCode.EorR32, d, n, m); break;
            case DataOperation.Orr: t.Put(last, OpCode.OrrR32, d, n, m); break;
            case DataOperation.Orn or DataOperation.Mvn: t.Put(last, OpCode.OrnShift32, d, n, m); break;
            case DataOperation.Add: t.Put(last, OpCode.AddR32, d, n, m); break;
            case DataOperation.Sub: t.Put(last, OpCode.SubR32, d, n, m); break;
            case DataOperation.Rsb: t.Put(last, OpCode.SubR32, d, m, n); break;
            // Adc32 and Sbc32 read flags, and so cannot be prefix ops.
            case DataOperation.Adc when last: t.Emit(OpCode.Adc32, d, n, m); break;
            case DataOperation.Sbc when last: t.Emit(OpCode.Sbc32, d, n, m); break;
            case DataOperation.Rsc when last: t.Emit(OpCode.Sbc32, d, m, n); break;
            case DataOperation.Adc: t.Prefix(AArch32Shift.AddWithCarry, d, n, m); break;
            case DataOperation.Sbc: t.Prefix(AArch32Shift.SubtractWithCarry, d, n, m); break;
            default: t.Prefix(AArch32Shift.SubtractWithCarry, d, m, n); break;
        }
    }
}

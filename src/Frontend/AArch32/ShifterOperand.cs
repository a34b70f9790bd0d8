using Hyp.Jit.Compiler;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Second operand of data processing: an immediate, or a register shifted by a constant or by another register. Knows its value and its carry-out as ops.</summary>
internal readonly struct ShifterOperand
{
    public const int Lsl = 0, Lsr = 1, Asr = 2, Ror = 3;

    private enum Form
    {
        Immediate, Constant, RotateExtended, ByRegister,
    }

    private readonly Form form;
    private readonly bool? carry;
    private readonly int register, kind, amount;

    private ShifterOperand(Form form, uint value, bool? carry, int register, int kind, int amount)
    {
        this.form = form;
        Value = value;
        this.carry = carry;
        this.register = register;
        this.kind = kind;
        this.amount = amount;
    }

    public bool IsImmediate => form == Form.Immediate;

    public uint Value { get; }

    /// <summary>A register as it is.</summary>
    public bool IsPlain => form == Form.Constant && amount == 0;

    public int Register => register;

    /// <summary>A shift that the ops with a shifted operand (AddShift32 ...) can do.</summary>
    public bool HasShift => form == Form.Constant && amount is > 0 and < 32;

    /// <summary>Amount and kind as those ops have them.</summary>
    public int Shift => amount | (kind << 8);

    /// <summary><paramref name="carry"/> null: the carry flag stays.</summary>
    public static ShifterOperand Immediate(uint value, bool? carry = null) => new(Form.Immediate, value, carry, 0, 0, 0);

    /// <summary>Slot <paramref name="m"/> with the shift of an encoding (Arm ARM, DecodeImmShift).</summary>
    public static ShifterOperand Shifted(int m, int kind, int imm5) => (kind, imm5) switch
    {
        (Lsl, _) => new(Form.Constant, 0, null, m, kind, imm5),
        (Ror, 0) => new(Form.RotateExtended, 0, null, m, kind, 1),
        (_, 0) => new(Form.Constant, 0, null, m, kind, 32),
        _ => new(Form.Constant, 0, null, m, kind, imm5),
    };

    /// <summary>Slot <paramref name="m"/> shifted by the lowest byte of slot <paramref name="s"/>.</summary>
    public static ShifterOperand ShiftedByRegister(int m, int kind, int s) => new(Form.ByRegister, 0, null, m, kind, s);

    /// <summary>A slot that holds the value, by a prefix op where needed.</summary>
    public int Slot(AArch32Translator t)
    {
        if (IsPlain) return register;
        if (form == Form.Immediate && Value == 0 || form == Form.Constant && kind == Lsr && amount == 32) return 32;
        int d = t.Temporary();
        Compute(t, d, last: false);
        return d;
    }

    /// <summary>The value to <paramref name="d"/>, by the final op or a prefix op.</summary>
    public void Compute(AArch32Translator t, int d, bool last)
    {
        switch (form)
        {
            case Form.Immediate: t.Put(last, OpCode.MovI, d, imm: Value); break;
            case Form.RotateExtended: t.Put(last, AArch32Shift.Rrx, d, register); break;
            case Form.ByRegister: t.Put(last, AArch32Shift.ByRegister(kind), d, register, amount); break;
            case Form.Constant when amount == 0: t.Put(last, OpCode.Mov32, d, register); break;
            case Form.Constant when kind == Lsl: t.Put(last, OpCode.LslI32, d, register, imm: amount); break;
            case Form.Constant when kind == Asr: t.Put(last, OpCode.AsrI32, d, register, imm: Math.Min(amount, 31)); break;
            case Form.Constant when kind == Ror: t.Put(last, OpCode.Extr32, d, register, register, imm: amount); break;
            case Form.Constant when amount == 32: t.Put(last, OpCode.MovI, d); break;
            default: t.Put(last, OpCode.LsrI32, d, register, imm: amount); break;
        }
    }

    /// <summary>A slot whose bit 0 is the carry-out; null where the carry flag stays.</summary>
    public int? CarryOut(AArch32Translator t)
    {
        switch (form)
        {
            case Form.Immediate when carry is null:
            case Form.Constant when amount == 0:
                return null;
            case Form.Immediate:
                return carry == true ? t.Prefix(OpCode.MovI, t.Temporary(), imm: 1) : 32;
            case Form.ByRegister:
                return t.Prefix(AArch32Shift.CarryByRegister(kind), t.Temporary(), register, amount);
            default:
                return t.Prefix(OpCode.LsrI32, t.Temporary(), register, imm: kind == Lsl ? 32 - amount : amount - 1);
        }
    }
}

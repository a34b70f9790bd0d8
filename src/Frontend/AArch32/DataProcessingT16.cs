using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;
using Op = Hyp.Jit.Frontend.AArch32.DataOperation;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Data processing in T16. Flags are set outside IT blocks only, but for compares and for what takes high registers.</summary>
internal static class DataProcessingT16
{
    public static void AddRows(AArch32Rows rows)
    {
        rows.AddT16("LSL, LSR (immediate) T1", "000 0k iiiii mmm ddd | S=!it n=0", Shifted);
        rows.AddT16("ASR (immediate) T1", "000 10 iiiii mmm ddd | S=!it n=0 k=2", Shifted);
        rows.AddT16("ADD (register) T1", "0001100 mmm nnn ddd | S=!it", static (t, f) => Register(t, f, Op.Add));
        rows.AddT16("SUB (register) T1", "0001101 mmm nnn ddd | S=!it", static (t, f) => Register(t, f, Op.Sub));
        rows.AddT16("ADD (immediate) T1", "0001110 iii nnn ddd | S=!it", static (t, f) => Immediate(t, f, Op.Add));
        rows.AddT16("SUB (immediate) T1", "0001111 iii nnn ddd | S=!it", static (t, f) => Immediate(t, f, Op.Sub));
        rows.AddT16("MOV (immediate) T1", "00100 ddd iiiiiiii | S=!it n=0", static (t, f) => Immediate(t, f, Op.Mov));
        rows.AddT16("CMP (immediate) T1", "00101 nnn iiiiiiii | S=1 d=0", static (t, f) => Immediate(t, f, Op.Cmp));
        rows.AddT16("ADD (immediate) T2", "00110 ddd iiiiiiii | S=!it n=d", static (t, f) => Immediate(t, f, Op.Add));
        rows.AddT16("SUB (immediate) T2", "00111 ddd iiiiiiii | S=!it n=d", static (t, f) => Immediate(t, f, Op.Sub));

        AddTwoRegister("AND", "0000", Op.And);
        AddTwoRegister("EOR", "0001", Op.Eor);
        AddShift("LSL", "0010", ShifterOperand.Lsl);
        AddShift("LSR", "0011", ShifterOperand.Lsr);
        AddShift("ASR", "0100", ShifterOperand.Asr);
        AddTwoRegister("ADC", "0101", Op.Adc);
        AddTwoRegister("SBC", "0110", Op.Sbc);
        AddShift("ROR", "0111", ShifterOperand.Ror);
        AddTwoRegister("TST", "1000", Op.Tst);
        rows.AddT16("RSB (immediate) T1", "010000 1001 nnn ddd | S=!it i=0", static (t, f) => Immediate(t, f, Op.Rsb));
        AddTwoRegister("CMP", "1010", Op.Cmp);
        AddTwoRegister("CMN", "1011", Op.Cmn);
        AddTwoRegister("ORR", "1100", Op.Orr);
        AddTwoRegister("BIC", "1110", Op.Bic);
        AddTwoRegister("MVN", "1111", Op.Mvn);

        rows.AddT16("ADD (register) T2", "01000100 d mmmm ddd | S=0 n=d", static (t, f) => Register(t, f, Op.Add));
        rows.AddT16("CMP (register) T2", "01000101 n mmmm nnn | S=1 d=0", static (t, f) => Register(t, f, Op.Cmp));
        rows.AddT16("MOV (register) T1", "01000110 d mmmm ddd | S=0 n=0", static (t, f) => Register(t, f, Op.Mov));

        rows.AddT16("ADR T1", "10100 ddd iiiiiiii", static (t, f) => t.Emit(OpCode.Adr32, f['d'], imm: t.AlignedPcOffset + (f['i'] * 4)));
        rows.AddT16("ADD (SP plus immediate) T1", "10101 ddd iiiiiiii", static (t, f) => t.Emit(OpCode.AddI32, f['d'], 13, imm: f['i'] * 4));
        rows.AddT16("ADD (SP plus immediate) T2", "10110000 0 iiiiiii", static (t, f) => t.Emit(OpCode.AddI32, 13, 13, imm: f['i'] * 4));
        rows.AddT16("SUB (SP minus immediate) T1", "10110000 1 iiiiiii", static (t, f) => t.Emit(OpCode.SubI32, 13, 13, imm: f['i'] * 4));

        void AddTwoRegister(string name, string code, Op op)
        {
            bool compares = op is >= Op.Tst and <= Op.Cmn;
            rows.AddT16($"{name} (register) T1", $"010000 {code} mmm {(compares ? "nnn | S=1 d=0" : "ddd | S=!it n=d")}", (t, f) => Register(t, f, op));
        }

        void AddShift(string name, string code, int kind) => rows.AddT16($"{name} (register) T1", $"010000 {code} sss ddd | S=!it", (t, f) =>
            DataProcessing.Translate(t, Op.Mov, DataProcessing.SetsFlags(t, f), f['d'], 0, ShifterOperand.ShiftedByRegister(f['d'], kind, f['s'])));
    }

    private static void Immediate(AArch32Translator t, F f, Op op) =>
        DataProcessing.Translate(t, op, DataProcessing.SetsFlags(t, f), f['d'], f['n'], ShifterOperand.Immediate((uint)f['i']));

    private static void Register(AArch32Translator t, F f, Op op) =>
        DataProcessing.Translate(t, op, DataProcessing.SetsFlags(t, f), f['d'], f['n'], ShifterOperand.Shifted(t.Read(f['m']), ShifterOperand.Lsl, 0));

    private static void Shifted(AArch32Translator t, F f) =>
        DataProcessing.Translate(t, Op.Mov, DataProcessing.SetsFlags(t, f), f['d'], 0, ShifterOperand.Shifted(f['m'], f['k'], f['i']));
}

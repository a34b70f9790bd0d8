using Hyp.Jit.Compiler;
using F = Hyp.Jit.Frontend.Decoding.Fields<Hyp.Jit.Frontend.AArch32.AArch32Translator>;

namespace Hyp.Jit.Frontend.AArch32;

/// <summary>Which registers an operand names.</summary>
internal enum VectorWidth
{
    S,
    D,
    Q,
}

/// <summary>
/// Operands of the vector instructions: D and S registers are parts of vector slots, taken out by prefix ops where they are not the low part, and put
/// back by the final op.
/// </summary>
internal static class VectorOperands
{
    // D:Vd, Vn:N and M:Vm as a D register, or as an S register.
    public static int DoubleD(this F f) => f['d'];

    public static int DoubleN(this F f) => (f['n'] >> 1) | ((f['n'] & 1) << 4);

    public static int DoubleM(this F f) => f['m'];

    public static int SingleD(this F f) => ((f['d'] & 15) << 1) | (f['d'] >> 4);

    public static int SingleN(this F f) => f['n'];

    public static int SingleM(this F f) => ((f['m'] & 15) << 1) | (f['m'] >> 4);

    /// <summary>D of a scalar VFP instruction whose width is S or D; Q registers are named by their first D register.</summary>
    public static int RegisterD(this F f, VectorWidth width) => width == VectorWidth.S ? f.SingleD() : f.DoubleD();

    public static int RegisterN(this F f, VectorWidth width) => width == VectorWidth.S ? f.SingleN() : f.DoubleN();

    public static int RegisterM(this F f, VectorWidth width) => width == VectorWidth.S ? f.SingleM() : f.DoubleM();

    /// <summary>The vector slot that a register is part of.</summary>
    public static int Slot(VectorWidth width, int register) => width == VectorWidth.S ? register >> 2 : register >> 1;

    /// <summary>Which part of its slot a register is.</summary>
    public static int Part(VectorWidth width, int register) => width switch { VectorWidth.S => register & 3, VectorWidth.D => register & 1, _ => 0 };

    /// <summary>A slot with the register in its low part; what lies above is not defined.</summary>
    public static int Read(this AArch32Translator a, VectorWidth width, int register)
    {
        int slot = Slot(width, register), part = Part(width, register);
        if (part == 0) return slot;
        return a.Prefix(width == VectorWidth.S ? VectorParts.TakeSingle : VectorParts.TakeDouble, a.VectorTemporary(), slot, imm: part);
    }

    /// <summary>The final op: the low part of a slot into the register.</summary>
    public static void Write(this AArch32Translator a, VectorWidth width, int register, int value)
    {
        int slot = Slot(width, register);
        a.Emit(width == VectorWidth.S ? VectorParts.PutSingle : VectorParts.PutDouble, slot, value, a: slot, imm: Part(width, register));
    }

    /// <summary>
    /// An operation on slots as <see cref="Read"/> gives them, with its result in a register: the final op itself for a Q register, else a prefix op
    /// before the final one.
    /// </summary>
    public static void Compute(this AArch32Translator a, VectorWidth width, int register, ushort code, int n, int m = 32, int accumulator = 32, long imm = 0)
    {
        if (width == VectorWidth.Q) a.Emit(code, register >> 1, n, m, accumulator, imm: imm);
        else a.Write(width, register, a.Prefix(code, a.VectorTemporary(), n, m, accumulator, imm: imm));
    }

    /// <summary>Whether an operation reads its destination: the slot A.</summary>
    public static bool Accumulates(ushort code) =>
        OpTable.Get(code).Shape is OpShape.V_VVV or OpShape.V_VVVI or OpShape.V_AVI or OpShape.V_VVVF or OpShape.V_VVVIF or OpShape.V_AVIF;

    /// <summary>The destination as a source, if the operation reads it.</summary>
    public static int Accumulator(this AArch32Translator a, ushort code, VectorWidth width, int register) => Accumulates(code) ? a.Read(width, register) : 32;

    /// <summary>Q of an Advanced SIMD instruction.</summary>
    public static VectorWidth Width(this F f) => f['q'] == 1 ? VectorWidth.Q : VectorWidth.D;

    public static VectorForm Form(VectorWidth width) => width == VectorWidth.Q ? VectorForm.Full : VectorForm.Half;

    /// <summary>A Q register is named by an even D register; the other encodings are UNDEFINED.</summary>
    public static bool IsMisnamed(VectorWidth width, int registers) => width == VectorWidth.Q && (registers & 1) != 0;
}

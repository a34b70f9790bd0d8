namespace Hyp.Jit.Compiler;

using static Hyp.Jit.Compiler.VectorArithmetic;

/// <summary>Lengthening additions, differences and products (three registers of different sizes).</summary>
internal static class VectorLong
{
    public static readonly OpFamily AddSigned = OpFamily.SignedWide<Lengthening.VV<AddOp>>("saddl");
    public static readonly OpFamily AddUnsigned = OpFamily.UnsignedWide<Lengthening.VV<AddOp>>("uaddl");
    public static readonly OpFamily AddWideSigned = OpFamily.SignedWide<Lengthening.WideVV<AddOp>>("saddw");
    public static readonly OpFamily AddWideUnsigned = OpFamily.UnsignedWide<Lengthening.WideVV<AddOp>>("uaddw");
    public static readonly OpFamily SubtractSigned = OpFamily.SignedWide<Lengthening.VV<SubtractOp>>("ssubl");
    public static readonly OpFamily SubtractUnsigned = OpFamily.UnsignedWide<Lengthening.VV<SubtractOp>>("usubl");
    public static readonly OpFamily SubtractWideSigned = OpFamily.SignedWide<Lengthening.WideVV<SubtractOp>>("ssubw");
    public static readonly OpFamily SubtractWideUnsigned = OpFamily.UnsignedWide<Lengthening.WideVV<SubtractOp>>("usubw");
    public static readonly OpFamily DifferenceSigned = OpFamily.SignedWide<Lengthening.VV<DifferenceOp>>("sabdl");
    public static readonly OpFamily DifferenceUnsigned = OpFamily.UnsignedWide<Lengthening.VV<DifferenceOp>>("uabdl");
    public static readonly OpFamily AddDifferenceSigned = OpFamily.SignedWide<Lengthening.VVV<AddDifferenceOp>>("sabal");
    public static readonly OpFamily AddDifferenceUnsigned = OpFamily.UnsignedWide<Lengthening.VVV<AddDifferenceOp>>("uabal");

    public static readonly OpFamily MultiplySigned = OpFamily.SignedWide<Lengthening.VV<MultiplyOp>>("smull");
    public static readonly OpFamily MultiplyUnsigned = OpFamily.UnsignedWide<Lengthening.VV<MultiplyOp>>("umull");
    public static readonly OpFamily MultiplyAddSigned = OpFamily.SignedWide<Lengthening.VVV<MultiplyAddOp>>("smlal");
    public static readonly OpFamily MultiplyAddUnsigned = OpFamily.UnsignedWide<Lengthening.VVV<MultiplyAddOp>>("umlal");
    public static readonly OpFamily MultiplySubtractSigned = OpFamily.SignedWide<Lengthening.VVV<MultiplySubtractOp>>("smlsl");
    public static readonly OpFamily MultiplySubtractUnsigned = OpFamily.UnsignedWide<Lengthening.VVV<MultiplySubtractOp>>("umlsl");
    public static readonly OpFamily MultiplySignedElement = OpFamily.SignedWide<Lengthening.VVElement<MultiplyOp>>("smull.element");
    public static readonly OpFamily MultiplyUnsignedElement = OpFamily.UnsignedWide<Lengthening.VVElement<MultiplyOp>>("umull.element");
    public static readonly OpFamily MultiplyAddSignedElement = OpFamily.SignedWide<Lengthening.VVVElement<MultiplyAddOp>>("smlal.element");
    public static readonly OpFamily MultiplyAddUnsignedElement = OpFamily.UnsignedWide<Lengthening.VVVElement<MultiplyAddOp>>("umlal.element");
    public static readonly OpFamily MultiplySubtractSignedElement =
        OpFamily.SignedWide<Lengthening.VVVElement<MultiplySubtractOp>>("smlsl.element");
    public static readonly OpFamily MultiplySubtractUnsignedElement =
        OpFamily.UnsignedWide<Lengthening.VVVElement<MultiplySubtractOp>>("umlsl.element");
}

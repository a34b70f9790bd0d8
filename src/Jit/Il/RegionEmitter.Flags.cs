using System.Reflection;
using System.Reflection.Emit;
using Hyp.Jit.Runtime;
using IL = System.Reflection.Emit.OpCodes;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Flags in regions: operands and kind in three locals. Within a block the kind is known, so a condition is one comparison; across block borders it is
/// read from the local. RyuJIT drops the stores nobody reads.
/// </summary>
internal sealed unsafe partial class RegionEmitter
{
    private static readonly MethodInfo PackMethod = Method(typeof(ConditionFlags), nameof(ConditionFlags.Pack), typeof(FlagKind), typeof(ulong), typeof(ulong));
    private static readonly MethodInfo HoldsPacked = Method(typeof(ConditionFlags), nameof(ConditionFlags.Holds), typeof(uint), typeof(int));
    private static readonly MethodInfo HoldsLazy = Method(typeof(ConditionFlags), nameof(ConditionFlags.Holds), typeof(FlagKind), typeof(ulong), typeof(ulong), typeof(int));
    private static readonly MethodInfo Shift64Method = Method(typeof(Operand), nameof(Operand.Shift64), typeof(ulong), typeof(long));
    private static readonly MethodInfo Shift32Method = Method(typeof(Operand), nameof(Operand.Shift32), typeof(uint), typeof(long));
    private static readonly MethodInfo ExtendMethod = Method(typeof(Operand), nameof(Operand.Extend), typeof(ulong), typeof(long));
    private static readonly MethodInfo AddCarry64Method = Method(typeof(ConditionFlags), nameof(ConditionFlags.AddCarry64), typeof(ulong), typeof(ulong), typeof(uint));
    private static readonly MethodInfo AddCarry32Method = Method(typeof(ConditionFlags), nameof(ConditionFlags.AddCarry32), typeof(uint), typeof(uint), typeof(uint));

    private void SetKind(FlagKind kind)
    {
        il.Emit(IL.Ldc_I4, (int)kind);
        il.Emit(IL.Stloc, flagKind);
        known = kind;
    }

    /// <summary>Takes packed NZCV, as 64 bits, from the stack.</summary>
    private void SetPackedFlags()
    {
        il.Emit(IL.Stloc, flagA);
        il.Emit(IL.Ldc_I8, 0L);
        il.Emit(IL.Stloc, flagB);
        SetKind(FlagKind.Packed);
    }

    /// <summary>Second operand of a flag setter or CCMP, as 64 bits.</summary>
    private void LoadOperand2(Op op, char form, bool wide)
    {
        switch (form)
        {
            case 'I': il.Emit(IL.Ldc_I8, op.Imm); break;
            case 'R': LoadX(op.M); break;
            case 'E':
                LoadX(op.M);
                il.Emit(IL.Ldc_I8, op.Imm);
                il.Emit(IL.Call, ExtendMethod);
                break;
            default:
                LoadX(op.M);
                if (!wide) il.Emit(IL.Conv_U4);
                il.Emit(IL.Ldc_I8, op.Imm);
                il.Emit(IL.Call, wide ? Shift64Method : Shift32Method);
                if (!wide) il.Emit(IL.Conv_U8);
                break;
        }
    }

    /// <summary>ADDS, SUBS: the operands are the flags; the result is formed from them.</summary>
    private void EmitAddSub(Op op, char form, bool subtract, bool wide)
    {
        LoadX(op.N);
        LoadOperand2(op, form, wide);
        il.Emit(IL.Stloc, flagB);
        il.Emit(IL.Stloc, flagA);
        SetKind(subtract ? wide ? FlagKind.Sub64 : FlagKind.Sub32 : wide ? FlagKind.Add64 : FlagKind.Add32);
        if (op.D == 33) return;
        il.Emit(IL.Ldloc, flagA);
        il.Emit(IL.Ldloc, flagB);
        il.Emit(subtract ? IL.Sub : IL.Add);
        if (!wide) Truncate();
        StoreX(op.D);
    }

    /// <summary>ANDS, BICS.</summary>
    private void EmitLogic(Op op, char form, bool invert, bool wide)
    {
        LoadX(op.N);
        LoadOperand2(op, form, wide);
        if (invert) il.Emit(IL.Not);
        il.Emit(IL.And);
        if (!wide) Truncate();
        il.Emit(IL.Stloc, flagA);
        SetKind(wide ? FlagKind.Logic64 : FlagKind.Logic32);
        if (op.D == 33) return;
        il.Emit(IL.Ldloc, flagA);
        StoreX(op.D);
    }

    private void Truncate()
    {
        il.Emit(IL.Conv_U4);
        il.Emit(IL.Conv_U8);
    }

    private void LoadPacked()
    {
        if (known == FlagKind.Packed)
        {
            il.Emit(IL.Ldloc, flagA);
            il.Emit(IL.Conv_U4);
            return;
        }
        if (known is FlagKind k) il.Emit(IL.Ldc_I4, (int)k);
        else il.Emit(IL.Ldloc, flagKind);
        il.Emit(IL.Ldloc, flagA);
        il.Emit(IL.Ldloc, flagB);
        il.Emit(IL.Call, PackMethod);
    }

    /// <summary>ADC, ADCS, SBC, SBCS.</summary>
    private void EmitCarry(Op op, bool subtract, bool setFlags, bool wide)
    {
        LocalBuilder a = value ??= il.DeclareLocal(typeof(ulong)), b = value2 ??= il.DeclareLocal(typeof(ulong));
        LoadX(op.N);
        if (!wide) Truncate();
        il.Emit(IL.Stloc, a);
        LoadX(op.M);
        if (subtract) il.Emit(IL.Not);
        if (!wide) Truncate();
        il.Emit(IL.Stloc, b);
        LocalBuilder carry = il.DeclareLocal(typeof(uint));
        LoadPacked();
        il.Emit(IL.Ldc_I4, 29);
        il.Emit(IL.Shr_Un);
        il.Emit(IL.Ldc_I4_1);
        il.Emit(IL.And);
        il.Emit(IL.Stloc, carry);
        if (setFlags)
        {
            il.Emit(IL.Ldloc, a);
            if (!wide) il.Emit(IL.Conv_U4);
            il.Emit(IL.Ldloc, b);
            if (!wide) il.Emit(IL.Conv_U4);
            il.Emit(IL.Ldloc, carry);
            il.Emit(IL.Call, wide ? AddCarry64Method : AddCarry32Method);
            il.Emit(IL.Conv_U8);
            SetPackedFlags();
        }
        il.Emit(IL.Ldloc, a);
        il.Emit(IL.Ldloc, b);
        il.Emit(IL.Add);
        il.Emit(IL.Ldloc, carry);
        il.Emit(IL.Conv_U8);
        il.Emit(IL.Add);
        if (!wide) Truncate();
        StoreX(op.D);
    }

    /// <summary>CCMP, CCMN: both outcomes packed, so that the kind is known behind it.</summary>
    private void EmitConditionalCompare(Op op, char form, bool negative, bool wide)
    {
        Label fails = il.DefineLabel(), done = il.DefineLabel();
        LoadCondition(op.C);
        il.Emit(IL.Brfalse, fails);
        FlagKind kind = negative ? wide ? FlagKind.Add64 : FlagKind.Add32 : wide ? FlagKind.Sub64 : FlagKind.Sub32;
        LoadX(op.N);
        if (!wide) il.Emit(IL.Conv_U4);
        LoadOperand2(op, form, wide);
        if (!wide) il.Emit(IL.Conv_U4);
        il.Emit(IL.Call, Method(typeof(ConditionFlags), kind.ToString(), wide ? typeof(ulong) : typeof(uint), wide ? typeof(ulong) : typeof(uint)));
        il.Emit(IL.Conv_U8);
        il.Emit(IL.Stloc, flagA);
        il.Emit(IL.Br, done);
        il.MarkLabel(fails);
        il.Emit(IL.Ldc_I8, (long)((uint)op.S << 28));
        il.Emit(IL.Stloc, flagA);
        il.MarkLabel(done);
        il.Emit(IL.Ldloc, flagA);
        SetPackedFlags();
    }

    /// <summary>CSEL and its kin, branchless: inside loops RyuJIT makes no cmov of a branch.</summary>
    private void EmitSelect(Op op, int variant, bool wide)
    {
        LocalBuilder mask = value ??= il.DeclareLocal(typeof(ulong));
        LoadCondition(op.C);
        il.Emit(IL.Conv_U8);
        il.Emit(IL.Neg);
        il.Emit(IL.Stloc, mask);
        LoadX(op.N);
        il.Emit(IL.Ldloc, mask);
        il.Emit(IL.And);
        LoadX(op.M);
        switch (variant)
        {
            case 1: il.Emit(IL.Ldc_I8, 1L); il.Emit(IL.Add); break;
            case 2: il.Emit(IL.Not); break;
            case 3: il.Emit(IL.Neg); break;
        }
        il.Emit(IL.Ldloc, mask);
        il.Emit(IL.Not);
        il.Emit(IL.And);
        il.Emit(IL.Or);
        if (!wide) Truncate();
        StoreX(op.D);
    }

    /// <summary>Pushes 1 if the condition holds, else 0.</summary>
    private void LoadCondition(int condition)
    {
        if (condition >= 14)
        {
            il.Emit(IL.Ldc_I4_1);
            return;
        }
        if (known is FlagKind kind && TryDirect(kind, condition)) return;
        if (known != null)
        {
            LoadPacked();
            il.Emit(IL.Ldc_I4, condition);
            il.Emit(IL.Call, HoldsPacked);
            return;
        }
        il.Emit(IL.Ldloc, flagKind);
        il.Emit(IL.Ldloc, flagA);
        il.Emit(IL.Ldloc, flagB);
        il.Emit(IL.Ldc_I4, condition);
        il.Emit(IL.Call, HoldsLazy);
    }

    private bool TryDirect(FlagKind kind, int condition)
    {
        switch (kind)
        {
            case FlagKind.Sub64 or FlagKind.Sub32:
                if (condition is 4 or 5)
                {
                    Sides(kind == FlagKind.Sub64);
                    il.Emit(IL.Sub);
                    if (kind == FlagKind.Sub64) il.Emit(IL.Ldc_I8, 0L);
                    else il.Emit(IL.Ldc_I4_0);
                    return Compare(IL.Clt, condition == 5);
                }
                if (condition is 6 or 7) return false;
                Sides(kind == FlagKind.Sub64);
                return condition switch
                {
                    0 => Compare(IL.Ceq, false),
                    1 => Compare(IL.Ceq, true),
                    2 => Compare(IL.Clt_Un, true),
                    3 => Compare(IL.Clt_Un, false),
                    8 => Compare(IL.Cgt_Un, false),
                    9 => Compare(IL.Cgt_Un, true),
                    10 => Compare(IL.Clt, true),
                    11 => Compare(IL.Clt, false),
                    12 => Compare(IL.Cgt, false),
                    _ => Compare(IL.Cgt, true),
                };
            case FlagKind.Logic64 or FlagKind.Logic32:
                bool wide = kind == FlagKind.Logic64;
                il.Emit(IL.Ldloc, flagA);
                if (!wide) il.Emit(IL.Conv_U4);
                if (wide) il.Emit(IL.Ldc_I8, 0L);
                else il.Emit(IL.Ldc_I4_0);
                switch (condition)
                {
                    case 0: return Compare(IL.Ceq, false);
                    case 1: return Compare(IL.Ceq, true);
                    case 4 or 11: return Compare(IL.Clt, false);
                    case 5 or 10: return Compare(IL.Clt, true);
                    case 12: return Compare(IL.Cgt, false);
                    case 13: return Compare(IL.Cgt, true);
                }
                il.Emit(IL.Pop);
                il.Emit(IL.Pop);
                return false;
            case FlagKind.LogicKeep32 when condition is 0 or 1 or 4 or 5:
                il.Emit(IL.Ldloc, flagA);
                il.Emit(IL.Conv_U4);
                il.Emit(IL.Ldc_I4_0);
                return Compare(condition < 2 ? IL.Ceq : IL.Clt, (condition & 1) != 0);
            case FlagKind.LogicKeep32 when condition is 2 or 3 or 6 or 7:
                il.Emit(IL.Ldloc, flagB);
                il.Emit(IL.Ldc_I8, condition < 4 ? (long)ConditionFlags.C : ConditionFlags.V);
                il.Emit(IL.And);
                il.Emit(IL.Ldc_I8, 0L);
                return Compare(IL.Ceq, (condition & 1) == 0);
            case FlagKind.Packed when condition < 8:
                il.Emit(IL.Ldloc, flagA);
                il.Emit(IL.Ldc_I8, (condition >> 1) switch { 0 => (long)ConditionFlags.Z, 1 => ConditionFlags.C, 2 => ConditionFlags.N, _ => ConditionFlags.V });
                il.Emit(IL.And);
                il.Emit(IL.Ldc_I8, 0L);
                return Compare(IL.Ceq, (condition & 1) == 0);
            case FlagKind.Add64 or FlagKind.Add32 when condition < 2:
                Sides(kind == FlagKind.Add64);
                il.Emit(IL.Add);
                if (kind == FlagKind.Add64) il.Emit(IL.Ldc_I8, 0L);
                else il.Emit(IL.Ldc_I4_0);
                return Compare(IL.Ceq, condition == 1);
        }
        return false;
    }

    private void Sides(bool wide)
    {
        il.Emit(IL.Ldloc, flagA);
        if (!wide) il.Emit(IL.Conv_U4);
        il.Emit(IL.Ldloc, flagB);
        if (!wide) il.Emit(IL.Conv_U4);
    }

    private bool Compare(System.Reflection.Emit.OpCode compare, bool negate)
    {
        il.Emit(compare);
        if (!negate) return true;
        il.Emit(IL.Ldc_I4_0);
        il.Emit(IL.Ceq);
        return true;
    }
}

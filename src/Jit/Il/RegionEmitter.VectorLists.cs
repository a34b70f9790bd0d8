using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using IL = System.Reflection.Emit.OpCodes;

namespace Hyp.Jit.Compiler;

/// <summary>VLDR, VLDM, VLD1 and their stores in regions: one check of alignment and page, then whole vector slots where the list has them, else D or S registers.</summary>
internal sealed unsafe partial class RegionEmitter
{
    private static readonly MethodInfo WithDoubleMethod = Method(typeof(RegionEmitter), nameof(WithDouble), typeof(Vector128<byte>), typeof(ulong), typeof(int));
    private static readonly MethodInfo WithSingleMethod = Method(typeof(RegionEmitter), nameof(WithSingle), typeof(Vector128<byte>), typeof(uint), typeof(int));
    private static readonly MethodInfo DoubleOfMethod = Method(typeof(RegionEmitter), nameof(DoubleOf), typeof(Vector128<byte>), typeof(int));
    private static readonly MethodInfo SingleOfMethod = Method(typeof(RegionEmitter), nameof(SingleOf), typeof(Vector128<byte>), typeof(int));

    private void EmitVectorList(int slot, Op op, bool store)
    {
        Label miss = LeaveAt(slot, store ? RegionExit.StoreMiss : RegionExit.LoadMiss);
        var alignment = (long)VectorLists.AlignmentMask(op.Imm);
        address ??= il.DeclareLocal(typeof(ulong));
        LoadX(op.N);
        if (op.Disp != 0)
        {
            il.Emit(IL.Ldc_I8, (long)op.Disp);
            il.Emit(IL.Add);
        }
        il.Emit(IL.Stloc, address);
        if (alignment != 0)
        {
            il.Emit(IL.Ldloc, address);
            il.Emit(IL.Ldc_I8, alignment);
            il.Emit(IL.And);
            il.Emit(IL.Brtrue, miss);
        }
        HostAddress(store, op.S * 4, miss);
        (elementBase, elementOffset) = (host!, 0);
        for (int word = 0; word < op.S;)
        {
            int register = op.D + word, left = op.S - word;
            int words = (register & 3) == 0 && left >= 4 ? 4 : (register & 1) == 0 && left >= 2 ? 2 : 1;
            if (store) StorePart(register, words, word * 4);
            else LoadPart(register, words, word * 4);
            word += words;
        }
        if (op.A == 33) return;
        LoadX(op.N);
        if (op.M != 32)
        {
            LoadX(op.M);
            il.Emit(IL.Add);
        }
        if (op.C != 0)
        {
            il.Emit(IL.Ldc_I8, (sbyte)op.C * 4L);
            il.Emit(IL.Add);
        }
        Truncate();
        StoreX(op.A);
    }

    /// <summary>A whole slot, a D register or an S register; <paramref name="register"/> counts in words.</summary>
    private void LoadPart(int register, int words, int offset)
    {
        if (words != 4) LoadV(register >> 2);
        HostElement(offset);
        il.Emit(IL.Unaligned, (byte)1);
        switch (words)
        {
            case 4:
                il.Emit(IL.Ldobj, typeof(Vector128<byte>));
                break;
            case 2:
                il.Emit(IL.Ldind_I8);
                il.Emit(IL.Ldc_I4, (register >> 1) & 1);
                il.Emit(IL.Call, WithDoubleMethod);
                break;
            default:
                il.Emit(IL.Ldind_U4);
                il.Emit(IL.Ldc_I4, register & 3);
                il.Emit(IL.Call, WithSingleMethod);
                break;
        }
        StoreV(register >> 2);
    }

    private void StorePart(int register, int words, int offset)
    {
        HostElement(offset);
        LoadV(register >> 2);
        switch (words)
        {
            case 4:
                il.Emit(IL.Unaligned, (byte)1);
                il.Emit(IL.Stobj, typeof(Vector128<byte>));
                break;
            case 2:
                il.Emit(IL.Ldc_I4, (register >> 1) & 1);
                il.Emit(IL.Call, DoubleOfMethod);
                il.Emit(IL.Unaligned, (byte)1);
                il.Emit(IL.Stind_I8);
                break;
            default:
                il.Emit(IL.Ldc_I4, register & 3);
                il.Emit(IL.Call, SingleOfMethod);
                il.Emit(IL.Unaligned, (byte)1);
                il.Emit(IL.Stind_I4);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> WithDouble(Vector128<byte> v, ulong value, int index) => v.AsUInt64().WithElement(index, value).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> WithSingle(Vector128<byte> v, uint value, int index) => v.AsUInt32().WithElement(index, value).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong DoubleOf(Vector128<byte> v, int index) => v.AsUInt64().GetElement(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint SingleOf(Vector128<byte> v, int index) => v.AsUInt32().GetElement(index);
}

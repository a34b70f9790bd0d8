namespace Hyp.Jit.Compiler;

/// <summary>Accesses of one block through one unchanged base register, checked together at the first of them.</summary>
/// <param name="First">Slot of the first access, where the check stands.</param>
/// <param name="Base">The base register.</param>
internal sealed class AccessGroup(int first, int register)
{
    public int First { get; } = first;
    public int Base { get; } = register;
    /// <summary>Lowest byte offset accessed, and the one behind the highest.</summary>
    public long Low { get; set; } = long.MaxValue;
    public long High { get; set; } = long.MinValue;
    /// <summary>A store is among them: the write table is asked, for what can be written can be read.</summary>
    public bool Writes { get; set; }
    public int Count { get; set; }
    /// <summary>Host address of the base.</summary>
    public System.Reflection.Emit.LocalBuilder? Host { get; set; }
}

/// <summary>
/// Finds groups of accesses in the straight-line blocks of a region. One check costs RyuJIT some 20 us, so this halves compile time besides its
/// gain at run time. A group that straddles a page leaves the region at its first access; spans are kept short so that few do.
/// </summary>
internal static class AccessGroups
{
    private const int LongestSpan = 256;

    /// <summary>The group of each slot; null where an access stands alone.</summary>
    public static AccessGroup?[] Find(RegionForm form)
    {
        var result = new AccessGroup?[form.SlotCount];
        var open = new AccessGroup?[64];
        int next = 0;
        for (int i = 0; i < form.SlotCount; i++)
        {
            if (!form.Included[i] && i < next) continue;
            if (!form.Included[i] || form.Leader[i]) Array.Clear(open);
            if (!form.Included[i]) continue;
            next = i + form.LengthOf(i);
            Op op = form.Ops[i];
            foreach (Op before in form.PrefixOf(i)) open[before.D & 63] = null;
            if (form.ConditionOf(i) == 14 && MemoryOp.Is(op.Code) && MemoryOp.Of(op.Code) is { Mode: AddressMode.Offset } m) Join(open, result, i, op, m);
            Forget(open, op);
        }
        for (int i = 0; i < result.Length; i++)
        {
            if (result[i] is { Count: 1 }) result[i] = null;
        }
        return result;
    }

    private static void Join(AccessGroup?[] open, AccessGroup?[] result, int slot, Op op, MemoryOp m)
    {
        long low = op.Imm, high = op.Imm + m.Size;
        AccessGroup? group = open[op.N];
        if (group == null || Math.Max(group.High, high) - Math.Min(group.Low, low) > LongestSpan) open[op.N] = group = new AccessGroup(slot, op.N);
        group.Low = Math.Min(group.Low, low);
        group.High = Math.Max(group.High, high);
        group.Writes |= m.IsStore;
        group.Count++;
        result[slot] = group;
    }

    /// <summary>Ends the groups of registers that the op writes. A slot that is no integer destination may be forgotten for nothing.</summary>
    private static void Forget(AccessGroup?[] open, Op op)
    {
        if (MemoryOp.Is(op.Code))
        {
            MemoryOp m = MemoryOp.Of(op.Code);
            if (m.WritesBack) open[op.N] = null;
            if (m.IsStore || m.IsVector) return;
            open[op.D] = null;
            if (m.IsPair) open[op.A] = null;
            return;
        }
        open[op.D & 63] = null;
        switch ((OpCode)op.Code)
        {
            case OpCode.LoadVectorList or OpCode.StoreVectorList or OpCode.LoadExclusivePair or OpCode.LoadUnprivileged or OpCode.StoreUnprivileged or OpCode.LoadPc or OpCode.LoadUpdate or OpCode.StoreUpdate:
                open[op.A] = null;
                break;
            case OpCode.LoadDual:
                open[op.A] = null;
                open[op.M] = null;
                break;
            case OpCode.StoreDual:
                open[op.M] = null;
                break;
            case OpCode.LoadMultiple or OpCode.LoadMultiplePc:
                for (int rest = new RegisterList(op).Mask; rest != 0; rest &= rest - 1) open[System.Numerics.BitOperations.TrailingZeroCount(rest)] = null;
                break;
        }
    }
}

using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>A drawn case. <see cref="Rows"/> names the row of each word that certainly executes when no earlier word faults, and -1 for the others.</summary>
internal sealed record GeneratedCase(CaseInput Input, int[] Rows);

/// <summary>
/// Draws blocks of 1 to 32 instructions that stay in their code and scratch memory whatever they compute: branches go forward inside the block, addresses
/// come from registers whose values are known, exclusives come in pairs.
/// </summary>
internal sealed class BlockGenerator(EncodingDeck deck)
{
    public const int NotCounted = -1;
    private const int MaxLength = 32;
    private const int OperandTries = 24;
    private const int ReturnedPerBlock = 4;
    private const ulong WordStream = 0x9D5C_0FFB_6E21_34A7;

    private readonly List<uint> words = [];
    private readonly List<int> rows = [];
    private DeterministicRandom random;
    private GuestState initial = null!;
    private AddressPlan plan = null!;
    private int length;

    /// <summary>Words before this index may be jumped over: they do not count, move no pointer and open no exclusive.</summary>
    private int skippableUntil;

    public GeneratedCase Generate(ulong seed)
    {
        (initial, plan) = AddressPlan.CreateInitialState(seed);
        random = new DeterministicRandom(seed ^ WordStream);
        words.Clear();
        rows.Clear();
        skippableUntil = 0;
        length = 1 + random.Below(MaxLength);
        for (int i = 0; i < ReturnedPerBlock && deck.TryDealReturned(out DealtEncoding dealt); i++)
        {
            Place(dealt);
        }
        while (words.Count < length)
        {
            Place(deck.Deal());
        }
        return new GeneratedCase(new CaseInput(seed, [.. words], initial), [.. rows]);
    }

    private bool InSkippable => words.Count < skippableUntil;

    private int Remaining => Math.Max(1, length - words.Count);

    private ulong NextAddress => CaseMemory.CodeAddress + ((ulong)words.Count * 4);

    private void Place(DealtEncoding dealt)
    {
        for (int i = 0; i < OperandTries; i++)
        {
            uint word = DrawOperands(dealt.Encoding);
            if (ExclusionRules.FindReason(word) is null && TryPlace(dealt, word))
            {
                return;
            }
        }
        deck.Return(dealt);
        if (words.Count == 0)
        {
            Append(A64Words.Nop, NotCounted);
        }
    }

    private bool TryPlace(DealtEncoding dealt, uint word)
    {
        if (LoadStoreForm.IsLoadStore(word))
        {
            return TryPlaceLoadStore(dealt, word);
        }
        if ((word & 0x1C00_0000) == 0x1400_0000)
        {
            return TryPlaceBranchOrSystem(dealt, word);
        }
        if (Destroys(word & 31))
        {
            return false;
        }
        if (A64Words.WritesSp(word))
        {
            plan.ForgetSp();
        }
        Append(word, dealt.Row);
        return true;
    }

    private bool TryPlaceBranchOrSystem(DealtEncoding dealt, uint word)
    {
        if (A64Words.IsRegisterBranch(word))
        {
            return TryPlaceRegisterBranch(dealt, word);
        }
        if ((word & 0xFF00_0000) == 0xD400_0000)
        {
            if (InSkippable)
            {
                return false; // BRK ends the block, but a jump goes beyond it.
            }
            Append(word, dealt.Row);
            length = words.Count;
            return true;
        }
        if ((word & 0xFF00_0000) == 0xD500_0000)
        {
            return TryPlaceSystem(dealt, word);
        }
        int distance = 1 + random.Below(Math.Min(3, Remaining));
        Append(A64Words.WithBranchOffset(word, distance), dealt.Row);
        skippableUntil = Math.Max(skippableUntil, words.Count - 1 + distance);
        length = Math.Max(length, skippableUntil);
        return true;
    }

    private bool TryPlaceSystem(DealtEncoding dealt, uint word)
    {
        if (A64Words.IsCacheMaintenance(word))
        {
            if (!TryPickPointer(0, 1, 1, out int pointer) || plan.Register(pointer) == 31)
            {
                return false;
            }
            word = (word & ~31u) | (uint)plan.Register(pointer);
        }
        else if (A64Words.IsMrs(word) && Destroys(word & 31))
        {
            return false;
        }
        else if (A64Words.IsMsrFpcr(word))
        {
            // FPCR.Len and Stride may be storage or RES0; only the bits with a meaning are written.
            uint register = word & 31;
            if (register == 31 || Destroys(register) || InSkippable)
            {
                return false;
            }
            Append(A64Words.AndFpcrBits(register, random.NextUInt32() & 31), NotCounted);
        }
        Append(word, dealt.Row);
        return true;
    }

    /// <summary>BR, BLR and RET jump to an address that an ADR just before them computes.</summary>
    private bool TryPlaceRegisterBranch(DealtEncoding dealt, uint word)
    {
        uint register = (word >> 5) & 31;
        if (register == 31 || Destroys(register) || InSkippable)
        {
            return false;
        }
        int distance = 1 + random.Below(Math.Min(3, Remaining));
        Append(A64Words.Adr(register, 4 + (4 * distance)), NotCounted);
        Append(word, dealt.Row);
        skippableUntil = words.Count - 1 + distance;
        length = Math.Max(length, skippableUntil);
        return true;
    }

    private bool TryPlaceLoadStore(DealtEncoding dealt, uint word)
    {
        LoadStoreForm form = LoadStoreForm.Decode(word);
        if (form.IsLoad && (form.Transfers & plan.Protected) != 0)
        {
            return false;
        }
        if (form.Kind == AddressKind.Literal)
        {
            int target = random.Below((CaseMemory.ScratchSize - form.Bytes) / 4) * 4;
            long distance = (long)(CaseMemory.ScratchAddress + (ulong)target - NextAddress);
            Append((word & 0xFF00_001F) | (((uint)(distance >> 2) & 0x7FFFF) << 5), dealt.Row);
            return true;
        }
        if ((form.WritesBase || form.IsExclusive) && InSkippable)
        {
            return false;
        }
        if (A64Words.HasScaledOffset(word))
        {
            word = LimitScaledOffset(word, form.Bytes);
            form = LoadStoreForm.Decode(word);
        }

        long index = 0;
        if (form.Kind is AddressKind.RegisterIndex or AddressKind.PostIndexRegister)
        {
            int register = form.Kind == AddressKind.RegisterIndex && random.Chance(8) ? 31 : random.Pick<int>(plan.IndexRegisters);
            word = (word & ~(31u << 16)) | ((uint)register << 16);
            index = IndexValue(word, form, register);
        }
        long offset = form.Kind == AddressKind.RegisterIndex ? index : form.Offset;
        if (!TryPickPointer(offset, form.Bytes, AlignmentFor(form), out int pointer))
        {
            return false;
        }
        word = (word & ~(31u << 5)) | ((uint)plan.Register(pointer) << 5);
        if (ExclusionRules.FindReason(word) is not null)
        {
            return false;
        }
        if (form.IsExclusive)
        {
            return TryPlaceExclusive(dealt, word, form);
        }
        Append(word, dealt.Row);
        if (form.WritesBase)
        {
            plan.Move(pointer, form.Kind == AddressKind.PostIndexRegister ? index : form.WriteBack);
        }
        return true;
    }

    /// <summary>
    /// Ordered accesses and load-exclusives fault when unaligned; that is worth a few cases, though it ends the block. Whether an unaligned store-exclusive
    /// faults or fails when the monitor is open is IMPLEMENTATION DEFINED (AArch64.ExclusiveMonitorsPass), so those stay aligned.
    /// </summary>
    private int AlignmentFor(LoadStoreForm form)
    {
        bool mayMisalign = form.RequiredAlignment == 0 || (random.Chance(3) && (form.IsLoad || !form.IsExclusive));
        return mayMisalign ? 1 : form.RequiredAlignment;
    }

    private uint LimitScaledOffset(uint word, int bytes)
    {
        // Most pointers are in the middle; half of what is left to the end of scratch memory serves them all.
        int limit = Math.Min(0xFFF, CaseMemory.ScratchSize / 2 / bytes);
        uint immediate = (word >> 10) & 0xFFF;
        return immediate <= limit ? word : (word & ~(0xFFFu << 10)) | ((uint)random.Below(limit) << 10);
    }

    private long IndexValue(uint word, LoadStoreForm form, int register)
    {
        ulong value = register == 31 ? 0 : initial.X[register];
        if (form.Kind == AddressKind.PostIndexRegister)
        {
            return (long)value;
        }
        int shift = (word >> 12 & 1) != 0 ? int.Log2(form.Bytes) : 0;
        long extended = (word >> 13 & 7) switch
        {
            2 => (uint)value,
            6 => (int)value,
            _ => (long)value,
        };
        return extended << shift;
    }

    private bool TryPickPointer(long offset, int bytes, int alignment, out int pointer)
    {
        int first = random.Below(plan.Count);
        for (int i = 0; i < plan.Count; i++)
        {
            pointer = (first + i) % plan.Count;
            long start = plan.Offset(pointer) + offset;
            if (plan.IsUsable(pointer) && start >= 0 && start + bytes <= CaseMemory.ScratchSize && start % alignment == 0)
            {
                return true;
            }
        }
        pointer = -1;
        return false;
    }

    /// <summary>
    /// A load-exclusive is followed by its store; a store-exclusive mostly preceded by its load, else it fails with status 1. Nothing accesses memory between:
    /// whether that clears the monitor is IMPLEMENTATION DEFINED (Arm ARM, "Synchronization and semaphores").
    /// </summary>
    private bool TryPlaceExclusive(DealtEncoding dealt, uint word, LoadStoreForm form)
    {
        if (!form.IsLoad && Destroys((word >> 16) & 31))
        {
            return false;
        }
        if (!form.IsLoad && random.Chance(20))
        {
            Append(word, dealt.Row);
            return true;
        }
        uint? partner = DrawExclusivePartner(word, form);
        if (partner is null)
        {
            return false;
        }
        Append(form.IsLoad ? word : partner.Value, form.IsLoad ? dealt.Row : NotCounted);
        if (random.Chance(15))
        {
            Append(A64Words.Clrex, NotCounted);
        }
        Append(form.IsLoad ? partner.Value : word, form.IsLoad ? NotCounted : dealt.Row);
        return true;
    }

    private uint? DrawExclusivePartner(uint word, LoadStoreForm form)
    {
        const uint Size = 0xC000_0000, Pair = 1u << 21, Load = 1u << 22, Base = 31u << 5, Ordered = 1u << 15;
        for (int i = 0; i < OperandTries; i++)
        {
            uint registers = random.NextUInt32();
            uint partner = 0x0800_0000 | (word & (Size | Pair | Base)) | (registers & (Ordered | 31u));
            partner |= form.IsPair ? registers & (31u << 10) : 31u << 10;
            partner |= form.IsLoad ? registers & (31u << 16) : Load | (31u << 16);
            LoadStoreForm partnerForm = LoadStoreForm.Decode(partner);
            uint written = form.IsLoad ? 1u << (int)((partner >> 16) & 31) : partnerForm.Transfers;
            if ((written & plan.Protected) == 0 && ExclusionRules.FindReason(partner) is null)
            {
                return partner;
            }
        }
        return null;
    }

    private bool Destroys(uint register) => (plan.Protected >> (int)register & 1) != 0;

    private void Append(uint word, int row)
    {
        rows.Add(InSkippable ? NotCounted : row);
        words.Add(word);
    }

    /// <summary>Random operand bits, made to meet: sources are often recent results, immediates often all zeros or all ones.</summary>
    private uint DrawOperands(Encoding encoding)
    {
        uint word = encoding.Value | (random.NextUInt32() & ~encoding.Mask);
        if (words.Count != 0)
        {
            uint recent = words[^(1 + random.Below(Math.Min(3, words.Count)))] & 31;
            foreach (int field in (ReadOnlySpan<int>)[5, 16])
            {
                if (encoding.IsFree(field, 5) && random.Chance(40))
                {
                    word = (word & ~(31u << field)) | (recent << field);
                }
            }
        }
        if (random.Chance(10))
        {
            uint immediate = ~encoding.Mask & (encoding.IsFree(16, 5) ? 0x0000_FC00u : 0x001F_FC00u);
            word = random.Chance(50) ? word & ~immediate : word | immediate;
        }
        return word;
    }
}

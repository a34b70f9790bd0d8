namespace Hyp.Jit.Compiler;

/// <summary>From guest words to ops, on first need.</summary>
internal sealed unsafe partial class ExecutionEngine
{
    /// <summary>The T32 instruction on the scratch page: its first halfword on top.</summary>
    private uint uncachedWord;

    /// <summary>Decodes from a slot to the next unconditional branch, decoded slot or page end.</summary>
    public void Decode(Op* ops, int slot)
    {
        CodePage page = cache.ById(CodePage.IdOf(ops));
        if (page.Key.Isa == Isa.T32)
        {
            DecodeThumb(page, slot);
            return;
        }
        int i = slot;
        for (; i < CodePage.WordSlots && ops[i].Code == (ushort)OpCode.Undecoded; i++)
        {
            TranslateSlot(page, i, 0);
            if (EndsBlock(page, i))
            {
                i++;
                break;
            }
        }
        Statistics.DecodedInstructions += i - slot;
        page.Decoded += i - slot;
        Fusion.Apply(ops, page.Infos, slot, i);
    }

    /// <summary>The same for T32. An IT block is decoded as a whole, whatever its slots held before, for only its IT tells the others' conditions.</summary>
    private void DecodeThumb(CodePage page, int slot)
    {
        Op* ops = page.Ops;
        int i = slot;
        byte it = 0;
        while (i < page.SlotCount)
        {
            ushort code = ops[i].Code;
            bool hook = code == (ushort)OpCode.Hook && !hooked.ContainsKey((page.Id, i));
            if (code != (ushort)OpCode.Undecoded && !hook)
            {
                if (it == 0 || page.Infos[i].It == it || code is (ushort)OpCode.Stop or (ushort)OpCode.Hook) break;
                ForgetSlots(page, i, i + 1);
                continue;
            }
            it = TranslateSlot(page, i, it);
            Statistics.DecodedInstructions++;
            page.Decoded++;
            bool ends = EndsBlock(page, i);
            if (hook) PutHook(page, i);
            i += page.Infos[i].Length;
            if (ends) break;
        }
        // What stands behind the page, or under a Stop, must know that it is in an IT block.
        if (i >= page.SlotCount || it != 0) page.Infos[i].It = it;
        Fusion.Apply(ops, page.Infos, slot, Math.Min(i, page.SlotCount));
    }

    /// <summary>Translates one instruction into its slot; returns the ITSTATE behind it.</summary>
    private byte TranslateSlot(CodePage page, int slot, byte it)
    {
        if (page.Key.Isa == Isa.A64)
        {
            translator.Translate(((uint*)page.Guest)[slot], slot << 2, page.Key, page.Ops + slot);
            return 0;
        }
        if (page.Key.Isa == Isa.T32 && Straddles(page, slot))
        {
            page.Ops[slot] = new Op { Code = (ushort)OpCode.Uncached };
            page.Infos[slot] = new SlotInfo { Code = (ushort)OpCode.Uncached, Condition = 14, It = it, Length = 1 };
            return 0;
        }
        return Translate32(page, slot, WordAt(page, slot), page.Key, it);
    }

    private byte Translate32(CodePage page, int slot, uint word, CodeKey key, byte it)
    {
        Op* op = page.Ops + slot;
        SlotInfo* info = page.Infos + slot;
        page.Prefixes!.Free(info->Prefix, info->PrefixCount);
        *op = default;
        Guard guard = aarch32.Translate(word, slot << page.SlotShift, key, it, op);
        foreach (Op before in guard.Prefix) OpTable.EnsureBody(before.Code);
        *info = new SlotInfo
        {
            Code = op->Code,
            Condition = (byte)guard.Condition,
            It = it,
            Length = (byte)(guard.Bytes >> page.SlotShift),
            PrefixCount = (byte)guard.Prefix.Length,
            Prefix = page.Prefixes.Copy(guard.Prefix),
        };
        if (guard.Condition != 14 || guard.Prefix.Length != 0) op->Code = (ushort)OpCode.Guarded;
        return guard.NextIt;
    }

    private static bool EndsBlock(CodePage page, int slot)
    {
        ushort code = page.Ops[slot].Code;
        if (page.Infos == null) return (OpCode)code is OpCode.B or OpCode.BFar or OpCode.Br or OpCode.Ret or OpCode.Undefined;
        SlotInfo* info = page.Infos + slot;
        return info->Condition == 14 && (OpCode)info->Code is OpCode.B or OpCode.BFar or OpCode.BranchExchange or OpCode.LoadPc or OpCode.LoadMultiplePc or OpCode.TableBranch
            or OpCode.Undefined or OpCode.Uncached;
    }

    /// <summary>The instruction of a slot: an A64 or A32 word; T32 with its first halfword on top, whatever stands behind a T16 one.</summary>
    private uint WordAt(CodePage page, int slot)
    {
        if (page.Guest == null) return uncachedWord;
        if (page.Key.Isa != Isa.T32) return ((uint*)page.Guest)[slot];
        var halves = (ushort*)page.Guest + slot;
        return ((uint)halves[0] << 16) | (slot + 1 < CodePage.MaxSlots ? halves[1] : 0u);
    }

    /// <summary>The last halfword of the page is the first of a 32-bit instruction.</summary>
    private static bool Straddles(CodePage page, int slot) => slot == CodePage.MaxSlots - 1 && ((ushort*)page.Guest)[slot] >= 0xE800;

    /// <summary>ISS bits that a data abort of this op reports.</summary>
    public uint Syndrome(Op* ops, Op* op)
    {
        CodePage page = CodePage.IdOf(ops) < 0 ? scratch! : cache.ById(CodePage.IdOf(ops));
        uint word = WordAt(page, (int)(op - ops));
        return page.Key.IsAArch32 ? aarch32.DataAbortSyndrome(word, page.Key.Isa) : translator.DataAbortSyndrome(word);
    }
}

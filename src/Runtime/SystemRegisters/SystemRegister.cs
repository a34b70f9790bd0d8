namespace Hyp.Jit.Runtime;

/// <summary>What a write changes beyond its own storage.</summary>
[Flags]
internal enum Effects : byte
{
    None = 0,
    /// <summary>The translation regime, its tables or its ASID/VMID.</summary>
    SelectContext = 1,
    /// <summary>Which interrupts are deliverable.</summary>
    InterruptRouting = 2,
    /// <summary>CNTVOFF_EL2: deadlines of the virtual timer.</summary>
    VirtualOffset = 4,
    /// <summary>Event streams of the generic timer.</summary>
    TimerControl = 8,
}

/// <summary>What must be implemented for a register to exist.</summary>
internal enum Feature : byte
{
    Always,
    /// <summary>The GIC's CPU interface is made of system registers.</summary>
    GicSystemRegisters,
    /// <summary>EL1 is the highest level.</summary>
    NoEl2,
    /// <summary>An Armv7 core.</summary>
    Armv7,
}

/// <summary>
/// One architectural register, or one system instruction (TLBI, AT, DC, IC), keyed by its AArch64 encoding. It says where the value lives, who may
/// touch it, what traps it, what else a write changes and under which names AArch32 sees it. What only AArch32 has is a row without an encoding.
/// </summary>
internal sealed class SystemRegister(string name, ushort encoding)
{
    /// <summary>A register that AArch64 has no name for; its windows are its only encodings.</summary>
    public SystemRegister(string name)
        : this(name, 0) => AArch32Only = true;

    /// <summary>The manual's name.</summary>
    public string Name { get; } = name;

    /// <summary>AArch64 has no encoding for it.</summary>
    public bool AArch32Only { get; }

    /// <summary>op0:op1:CRn:CRm:op2, 16 bits.</summary>
    public ushort Encoding { get; } = encoding;

    /// <summary>Dense position in <see cref="SystemRegisterTable.ByIndex"/>, small enough for an op to carry.</summary>
    public int Index { get; internal set; }

    /// <summary>Storage, or None where <see cref="Read"/>, <see cref="Write"/> and <see cref="Execute"/> do everything.</summary>
    public Slot Storage { get; init; }

    /// <summary>Lowest level that may read; null: not readable (UNDEFINED).</summary>
    public ExceptionLevel? ReadableFrom { get; init; }

    /// <summary>Lowest level that may write; null: not writable (UNDEFINED).</summary>
    public ExceptionLevel? WritableFrom { get; init; }

    /// <summary>Lowest level that may do both.</summary>
    public ExceptionLevel AccessibleFrom
    {
        init => ReadableFrom = WritableFrom = value;
    }

    /// <summary>CNTFRQ_EL0: writable at the highest implemented level only.</summary>
    public bool WritableAtHighestOnly { get; init; }

    public Feature Requires { get; init; }

    /// <summary>Bits a write can change; the others read as <see cref="Res1"/> says.</summary>
    public ulong WriteMask { get; init; } = ulong.MaxValue;

    /// <summary>Bits that always read as one.</summary>
    public ulong Res1 { get; init; }

    /// <summary>Value of the storage after a warm or cold reset, unless <see cref="ResetFrom"/> is given.</summary>
    public ulong Reset { get; init; }

    /// <summary>Reset value that depends on the PE.</summary>
    public Func<VirtualCpu, ulong>? ResetFrom { get; init; }

    /// <summary>Controls that trap accesses, in the order of Arm's access pseudocode.</summary>
    public Trap[] Traps { get; init; } = [];

    /// <summary>FPCR, FPSR: the access needs FP and SIMD enabled (CPACR_EL1.FPEN, CPTR_EL2.TFP).</summary>
    public bool NeedsFloatingPoint { get; init; }

    /// <summary>A state in which the access is UNDEFINED although rights allow it.</summary>
    public Func<VirtualCpu, bool>? UndefinedWhen { get; init; }

    /// <summary>Computes the value; else it is the storage.</summary>
    public Func<VirtualCpu, ulong>? Read { get; init; }

    /// <summary>Takes the value; else it goes to the storage.</summary>
    public Action<VirtualCpu, ulong>? Write { get; init; }

    /// <summary>A system instruction that can fault; a fault of kind None means it is done.</summary>
    public Func<VirtualCpu, ulong, MmuFault>? Execute { get; init; }

    public Effects AfterWrite { get; init; }

    /// <summary>Names under which AArch32 reaches the register.</summary>
    public AArch32Window[] AArch32 { get; init; } = [];

    /// <summary>AArch32 has no name for it.</summary>
    public bool AArch64Only { get; init; }

    /// <summary>A write changes what following instructions mean or see; the translator ends its block behind it.</summary>
    public bool EndsBlock { get; init; } = true;

    /// <summary>DC ZVA: rights and traps are the row's, the 64-byte store is the engine's.</summary>
    public bool IsZeroBlock { get; init; }

    /// <summary>MSR (immediate): op0 is 0, CRm of the instruction is the operand.</summary>
    public bool IsImmediate => !AArch32Only && Encoding >> 14 == 0;

    /// <summary>
    /// SP_EL0: <see cref="IsPlain"/> holds while PSTATE.SP is 1; with SP_EL0 selected the access is UNDEFINED and the slot is stale.
    /// </summary>
    public bool PlainNeedsSpSel { get; init; }

    /// <summary>
    /// Not zero: a read returns the storage, untrapped, while these bits of HCR_EL2 are clear and, at EL0, those of <see cref="UnlessEl0Without"/> are set in
    /// SCTLR_EL1. Both tiers may then read it themselves.
    /// </summary>
    public ulong UnlessHcr { get; init; }

    /// <summary>See <see cref="UnlessHcr"/>.</summary>
    public ulong UnlessEl0Without { get; init; }

    /// <summary>Whether the register exists on this PE.</summary>
    public bool IsPresent(VirtualCpu cpu) => Requires switch
    {
        Feature.GicSystemRegisters => cpu.Options.HasGicSystemRegisters && cpu.GicRegisters is not null,
        Feature.NoEl2 => !cpu.Options.HasEl2,
        Feature.Armv7 => !cpu.Model.AArch64,
        _ => true,
    };

    /// <summary>Rights alone: what a translator may decide, since the level is part of its key.</summary>
    public bool IsPermitted(ExceptionLevel el, AccessDirection direction, ExceptionLevel highest)
    {
        ExceptionLevel? from = direction == AccessDirection.Read ? ReadableFrom : WritableFrom;
        if (direction == AccessDirection.Write && WritableAtHighestOnly)
        {
            from = highest;
        }
        return from is not null && el >= from;
    }

    /// <summary>
    /// True when the access at <paramref name="el"/> can neither trap nor have an effect, whatever any control says: both tiers may then
    /// load or store Sys[Storage] themselves (see <see cref="PlainNeedsSpSel"/>). Writes change all 64 bits.
    /// </summary>
    public bool IsPlain(ExceptionLevel el, AccessDirection direction)
    {
        if (Storage == Slot.None || Requires != Feature.Always || NeedsFloatingPoint || WritableAtHighestOnly || IsImmediate
            || (UndefinedWhen is not null && !PlainNeedsSpSel) || !IsPermitted(el, direction, ExceptionLevel.EL2))
        {
            return false;
        }
        bool direct = direction == AccessDirection.Read
            ? Read is null
            : Write is null && AfterWrite == Effects.None && WriteMask == ulong.MaxValue && Res1 == 0;
        if (!direct)
        {
            return false;
        }
        foreach (Trap trap in Traps)
        {
            if (trap.Concerns(el, direction))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The value an allowed read returns.</summary>
    public ulong ReadValue(VirtualCpu cpu) => Read is not null ? Read(cpu) : cpu.Sys(Storage);

    /// <summary>Performs an allowed write. False: a system instruction took <paramref name="fault"/>.</summary>
    public bool TryWriteValue(VirtualCpu cpu, ulong value, out MmuFault fault)
    {
        fault = default;
        if (Execute is not null)
        {
            fault = Execute(cpu, value);
            return fault.Kind == FaultKind.None;
        }
        if (Write is not null)
        {
            Write(cpu, value);
        }
        else if (Storage != Slot.None)
        {
            cpu.Sys(Storage) = (value & WriteMask) | Res1;
        }
        cpu.Apply(AfterWrite);
        return true;
    }

    public override string ToString() => Name;
}

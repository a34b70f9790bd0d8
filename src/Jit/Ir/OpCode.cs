namespace Hyp.Jit.Compiler;

/// <summary>
/// Operations with a case of their own in the interpreter's switch. Pure ones have an Eval (Ops/Integer*.cs) that both tiers use; the others are control,
/// flags and memory. Order matters only inside the memory block, which <see cref="MemoryOp"/> computes with.
/// </summary>
internal enum OpCode : ushort
{
    /// <summary>Not decoded yet: the slot of an instruction nobody has reached.</summary>
    Undecoded,
    /// <summary>Behind the last slot of a page: go on in the next page.</summary>
    NextPage,
    /// <summary>A compiled region starts here; the original code is in the entry table.</summary>
    EnterRegion,
    /// <summary>Put over a slot for one run: stop before this instruction.</summary>
    Stop,
    /// <summary>A hook wants to see this address; the original code is in the hook table.</summary>
    Hook,
    Undefined, FpTrap, Nop,

    // Branches. Disp is relative to the instruction; the plain forms stay in the page, the Far forms leave it.
    B, BFar, Bl, BlFar, Br, Blr, Ret,
    /// <summary>C = condition.</summary>
    BCond, BCondFar,
    Cbz64, Cbz64Far, Cbnz64, Cbnz64Far, Cbz32, Cbz32Far, Cbnz32, Cbnz32Far,
    /// <summary>S = bit number.</summary>
    Tbz, TbzFar, Tbnz, TbnzFar,

    // Fused compare and branch: the slot of a compare whose next instruction is a branch on its flags. See Fusion.
    SubsR64BEq, SubsR64BNe, SubsR64BHs, SubsR64BLo, SubsR64BHi, SubsR64BLs, SubsR64BGe, SubsR64BLt, SubsR64BGt, SubsR64BLe,
    SubsI64BEq, SubsI64BNe, SubsI64BHs, SubsI64BLo, SubsI64BHi, SubsI64BLs, SubsI64BGe, SubsI64BLt, SubsI64BGt, SubsI64BLe,
    SubsR32BEq, SubsR32BNe, SubsR32BHs, SubsR32BLo, SubsR32BHi, SubsR32BLs, SubsR32BGe, SubsR32BLt, SubsR32BGt, SubsR32BLe,
    SubsI32BEq, SubsI32BNe, SubsI32BHs, SubsI32BLo, SubsI32BHi, SubsI32BLs, SubsI32BGe, SubsI32BLt, SubsI32BGt, SubsI32BLe,
    AndsI64BEq, AndsI64BNe, AndsI32BEq, AndsI32BNe, AndsR64BEq, AndsR64BNe, AndsR32BEq, AndsR32BNe,

    /// <summary>X[D] = Imm.</summary>
    MovI,
    /// <summary>X[D] = VA of this page + Imm.</summary>
    Adr,
    // Pure integer operations (Ops/Integer*.cs).
    Mov64, Mov32, MovK64, MovK32,
    AddR64, AddR32, AddI64, AddI32, SubR64, SubR32, SubI64, SubI32, AddLsl64, AddLsl32, AddShift64, AddShift32, SubShift64, SubShift32, AddExtend64, AddExtend32, SubExtend64, SubExtend32,
    AndR64, AndR32, AndI64, AndI32, OrrR64, OrrR32, OrrI64, OrrI32, EorR64, EorR32, EorI64, EorI32, BicR64, BicR32,
    AndShift64, AndShift32, OrrShift64, OrrShift32, EorShift64, EorShift32, BicShift64, BicShift32, OrnShift64, OrnShift32, EonShift64, EonShift32,
    LslI64, LslI32, LsrI64, LsrI32, AsrI64, AsrI32, Lslv64, Lslv32, Lsrv64, Lsrv32, Asrv64, Asrv32, Rorv64, Rorv32,
    Ubfx, Ubfiz64, Ubfiz32, Sbfx64, Sbfx32, Sbfiz64, Sbfiz32, Bfm64, Bfm32, Extr64, Extr32,
    Madd64, Madd32, Msub64, Msub32, Smaddl, Umaddl, Smsubl, Umsubl, Smulh, Umulh, Udiv64, Udiv32, Sdiv64, Sdiv32,
    Clz64, Clz32, Cls64, Cls32, Rbit64, Rbit32, Rev64, Rev32, Rev32In64, Rev16In64, Rev16In32,

    // Flag setters: X[D] = result, flags kept lazily. I immediate, R register, Shift and Extend packed in Imm.
    AddsI64, AddsI32, SubsI64, SubsI32, AndsI64, AndsI32, AddsR64, AddsR32, SubsR64, SubsR32, AndsR64, AndsR32,
    AddsShift64, AddsShift32, SubsShift64, SubsShift32, AndsShift64, AndsShift32, BicsShift64, BicsShift32, AddsExtend64, AddsExtend32, SubsExtend64, SubsExtend32,
    Adc64, Adc32, Sbc64, Sbc32, Adcs64, Adcs32, Sbcs64, Sbcs32,
    // C = condition; Ccmp also S = NZCV when it fails.
    Csel64, Csel32, Csinc64, Csinc32, Csinv64, Csinv32, Csneg64, Csneg32,
    CcmpI64, CcmpI32, CcmnI64, CcmnI32, CcmpR64, CcmpR32, CcmnR64, CcmnR32,
    /// <summary>V[D] = condition C ? V[N] : V[M], S bytes kept.</summary>
    FpConditionalSelect,
    /// <summary>FCCMP(E): flags of V[N] against V[M] if condition C, else Imm bits 31:28. S bit 0: double, bit 1: signalling.</summary>
    FpConditionalCompare,

    // System registers whose access can neither trap nor have an effect: Imm = byte offset in CpuState.
    ReadPlain, WritePlain,
    /// <summary>Reads that only some trap bits stand before (SystemRegister.UnlessHcr): Imm = row index. Regions test the bits, tier 0 asks the table.</summary>
    ReadUnlessTrapped,
    /// <summary>MRC of plain storage, which only HSTR can trap (AArch32Register.IsPlainRead): operands of CoprocessorAccess.Read.</summary>
    ReadUnlessHstr,
    /// <summary>PSTATE.DAIF at EL1 and EL2: Imm = row index for the slow path, S = operand of the immediate forms.</summary>
    ReadDaif, WriteDaif, DaifSet, DaifClear,
    /// <summary>DC ZVA: 64 bytes at X[N]; Imm = row index.</summary>
    ZeroBlock,
    // Exclusives and ordered accesses. S = log2 of the size.
    LoadAcquire, StoreRelease, LoadExclusive, StoreExclusive, LoadExclusivePair, StoreExclusivePair, Clrex,
    /// <summary>Unprivileged accesses (LDTR/STTR, LDRT/STRT) at EL1: X[D] at X[N] + Imm, S = MemoryOp kind; then X[A] = X[M], 33 and 32 when there is no write-back.</summary>
    LoadUnprivileged, StoreUnprivileged,

    // AArch32 (docs/design/aarch32.md).
    /// <summary>SlotInfo holds a condition, prefix ops, and the real code of this op.</summary>
    Guarded,
    /// <summary>A T32 instruction whose second half lies on the next page: the engine runs it from its scratch page.</summary>
    Uncached,
    /// <summary>X[D] = (uint)(VA of this page + Imm).</summary>
    Adr32,
    /// <summary>N and Z of X[N] (32 bits), V kept; C kept, or with S = 1 bit 0 of X[M].</summary>
    LogicFlags,
    /// <summary>BL in A32 and T32: X[14] = return address (with bit 0 in T32); the Far form leaves the page.</summary>
    BranchLink32, BranchLink32Far,
    /// <summary>BLX (immediate): as BL, and on to the other instruction set. Disp from the instruction, alignment of the base already in it.</summary>
    BranchLinkExchange32,
    /// <summary>BX, and every write of R15 that interworks: to X[N], bit 0 selects T32.</summary>
    BranchExchange,
    /// <summary>BLX (register).</summary>
    BranchLinkExchangeRegister,
    /// <summary>R15 = word at X[N] + Disp, interworking; then X[A] = X[M], 33 and 32 when there is no write-back.</summary>
    LoadPc,
    /// <summary>Single access at X[N] + Imm of MemoryKind S; then X[A] = X[M].</summary>
    LoadUpdate, StoreUpdate,
    /// <summary>LDRD, STRD: X[D] and X[A] at X[N] + Disp, word-aligned; then X[M] = X[C] + Imm bits 63:32, where M and C are 33 and 32 when there is no write-back.</summary>
    LoadDual, StoreDual,
    /// <summary>LDM, STM: the C registers of a <see cref="RegisterList"/> from X[N] on; then X[D] = X[N] + what it says, D = 33 without write-back. STM takes R15 from X[A].</summary>
    LoadMultiple, StoreMultiple,
    /// <summary>LoadMultiple with R15 in the list: interworking branch behind it.</summary>
    LoadMultiplePc,
    /// <summary>TBB, TBH: a byte (S = 0) or halfword (S = 1) at X[N]; on to the instruction + 4 + twice that.</summary>
    TableBranch,
    /// <summary>VLDR, VLDM, VLD1 and their stores: see <see cref="VectorLists"/>.</summary>
    LoadVectorList, StoreVectorList,

    // Loads and stores: kind x mode, in this order (MemoryOp).
    FirstMemory,
    LdrB = FirstMemory, LdrBPre, LdrBPost, LdrBReg,
    LdrH, LdrHPre, LdrHPost, LdrHReg,
    LdrW, LdrWPre, LdrWPost, LdrWReg,
    LdrX, LdrXPre, LdrXPost, LdrXReg,
    LdrSbW, LdrSbWPre, LdrSbWPost, LdrSbWReg,
    LdrSbX, LdrSbXPre, LdrSbXPost, LdrSbXReg,
    LdrShW, LdrShWPre, LdrShWPost, LdrShWReg,
    LdrShX, LdrShXPre, LdrShXPost, LdrShXReg,
    LdrSwX, LdrSwXPre, LdrSwXPost, LdrSwXReg,
    StrB, StrBPre, StrBPost, StrBReg,
    StrH, StrHPre, StrHPost, StrHReg,
    StrW, StrWPre, StrWPost, StrWReg,
    StrX, StrXPre, StrXPost, StrXReg,
    LdrV8, LdrV8Pre, LdrV8Post, LdrV8Reg,
    LdrV16, LdrV16Pre, LdrV16Post, LdrV16Reg,
    LdrV32, LdrV32Pre, LdrV32Post, LdrV32Reg,
    LdrV64, LdrV64Pre, LdrV64Post, LdrV64Reg,
    LdrV128, LdrV128Pre, LdrV128Post, LdrV128Reg,
    StrV8, StrV8Pre, StrV8Post, StrV8Reg,
    StrV16, StrV16Pre, StrV16Post, StrV16Reg,
    StrV32, StrV32Pre, StrV32Post, StrV32Reg,
    StrV64, StrV64Pre, StrV64Post, StrV64Reg,
    StrV128, StrV128Pre, StrV128Post, StrV128Reg,
    // Pairs: kind x (offset, pre-index, post-index).
    LdpW, LdpWPre, LdpWPost,
    LdpX, LdpXPre, LdpXPost,
    LdpSw, LdpSwPre, LdpSwPost,
    StpW, StpWPre, StpWPost,
    StpX, StpXPre, StpXPost,
    LdpV32, LdpV32Pre, LdpV32Post,
    LdpV64, LdpV64Pre, LdpV64Post,
    LdpV128, LdpV128Pre, LdpV128Post,
    StpV32, StpV32Pre, StpV32Post,
    StpV64, StpV64Pre, StpV64Post,
    StpV128, StpV128Pre, StpV128Post,
    // Literal loads: address = VA of this page + Imm.
    LdrLitW, LdrLitX, LdrLitSw, LdrLitV32, LdrLitV64, LdrLitV128,
    LastMemory = LdrLitV128,
    Count,
}

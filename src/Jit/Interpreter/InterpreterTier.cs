using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>
/// Tier 0: one switch over the ops of a page. The method is long because it must be one method: the op pointer, the page and the TLB pointers stay in
/// registers. Each case is its operation's Eval or the SoftTlb hit path; everything awkward leaves through <c>slow</c> to <see cref="SlowPath"/>.
/// Retired is brought up to date at taken branches, from pointer differences, and before anything outside is called. ReadyToRun refuses the method
/// (calls through function pointers), and in stages it would cost more than optimised at once: see <see cref="WarmUp"/>. RyuJIT does not optimise a
/// method of more than 20000 IL instructions: a case that needs many goes into a method of its own.
/// </summary>
internal static unsafe class InterpreterTier
{
    /// <summary>
    /// Runs from <paramref name="p"/>, an op of <paramref name="page"/>, whose VA is <paramref name="pcPage"/>. On return State.Pc and State.Retired are exact.
    /// In T32 a 32-bit instruction moves <c>start</c> along by its second slot, so that <c>p - start</c> still counts instructions; State.ItState is 0
    /// inside guest code and right whenever it is left. <paramref name="tag"/> is the low part of fetch tags for the current code key. Regions are skipped when <paramref name="useRegions"/> is false.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static InterpreterExit Run<TIsa>(ExecutionEngine engine, VirtualCpu cpu, CpuState* s, Op* page, Op* p, ulong pcPage, ulong tag, bool useRegions)
        where TIsa : struct, IGuestIsa
    {
        ulong* x = s->X;
        ulong* v = s->V;
        byte* rtlb = s->ReadTlb;
        byte* wtlb = s->WriteTlb;
        Op* start = p;
        Op* t;
        ulong target;
        ulong* f;
        // Of the cases. Each shared by all: RyuJIT stops inlining at a thousand locals.
        ulong va, a, b, lo, hi, size, updated, first, second;
        ulong* e;
        byte* h;
        uint c;
        int promotionMask = engine.PromotionMask;
        for (;;)
        {
            OpCode code = (OpCode)p->Code;
        dispatch:
            switch (code)
            {
                case OpCode.Nop: break;
                case OpCode.MovI: x[p->D] = (ulong)p->Imm; break;
                case OpCode.Adr: x[p->D] = pcPage + (ulong)p->Imm; break;

                case OpCode.Mov64: X<Mov64>(x, p); break;
                case OpCode.Mov32: X<Mov32>(x, p); break;
                case OpCode.AddR64: XX<AddR64>(x, p); break;
                case OpCode.AddR32: XX<AddR32>(x, p); break;
                case OpCode.AddI64: XI<AddI64>(x, p); break;
                case OpCode.AddI32: XI<AddI32>(x, p); break;
                case OpCode.SubR64: XX<SubR64>(x, p); break;
                case OpCode.SubR32: XX<SubR32>(x, p); break;
                case OpCode.SubI64: XI<SubI64>(x, p); break;
                case OpCode.SubI32: XI<SubI32>(x, p); break;
                case OpCode.AddLsl64: XXI<AddLsl64>(x, p); break;
                case OpCode.AddLsl32: XXI<AddLsl32>(x, p); break;
                case OpCode.AddShift64: XXI<AddShift64>(x, p); break;
                case OpCode.AddShift32: XXI<AddShift32>(x, p); break;
                case OpCode.AddExtend64: XXI<AddExtend64>(x, p); break;
                case OpCode.AddExtend32: XXI<AddExtend32>(x, p); break;
                case OpCode.SubShift64: XXI<SubShift64>(x, p); break;
                case OpCode.SubShift32: XXI<SubShift32>(x, p); break;
                case OpCode.SubExtend64: XXI<SubExtend64>(x, p); break;
                case OpCode.SubExtend32: XXI<SubExtend32>(x, p); break;
                case OpCode.Madd64: XXX<Madd64>(x, p); break;
                case OpCode.Madd32: XXX<Madd32>(x, p); break;
                case OpCode.Msub64: XXX<Msub64>(x, p); break;
                case OpCode.Msub32: XXX<Msub32>(x, p); break;
                case OpCode.Smaddl: XXX<Smaddl>(x, p); break;
                case OpCode.Umaddl: XXX<Umaddl>(x, p); break;
                case OpCode.Smsubl: XXX<Smsubl>(x, p); break;
                case OpCode.Umsubl: XXX<Umsubl>(x, p); break;
                case OpCode.Smulh: XX<Smulh>(x, p); break;
                case OpCode.Umulh: XX<Umulh>(x, p); break;
                case OpCode.Udiv64: XX<Udiv64>(x, p); break;
                case OpCode.Udiv32: XX<Udiv32>(x, p); break;
                case OpCode.Sdiv64: XX<Sdiv64>(x, p); break;
                case OpCode.Sdiv32: XX<Sdiv32>(x, p); break;
                case OpCode.MovK64: XI<MovK64>(x, p); break;
                case OpCode.MovK32: XI<MovK32>(x, p); break;
                case OpCode.AndR64: XX<AndR64>(x, p); break;
                case OpCode.AndR32: XX<AndR32>(x, p); break;
                case OpCode.AndI64: XI<AndI64>(x, p); break;
                case OpCode.AndI32: XI<AndI32>(x, p); break;
                case OpCode.OrrR64: XX<OrrR64>(x, p); break;
                case OpCode.OrrR32: XX<OrrR32>(x, p); break;
                case OpCode.OrrI64: XI<OrrI64>(x, p); break;
                case OpCode.OrrI32: XI<OrrI32>(x, p); break;
                case OpCode.EorR64: XX<EorR64>(x, p); break;
                case OpCode.EorR32: XX<EorR32>(x, p); break;
                case OpCode.EorI64: XI<EorI64>(x, p); break;
                case OpCode.EorI32: XI<EorI32>(x, p); break;
                case OpCode.BicR64: XX<BicR64>(x, p); break;
                case OpCode.BicR32: XX<BicR32>(x, p); break;
                case OpCode.AndShift64: XXI<AndShift64>(x, p); break;
                case OpCode.AndShift32: XXI<AndShift32>(x, p); break;
                case OpCode.OrrShift64: XXI<OrrShift64>(x, p); break;
                case OpCode.OrrShift32: XXI<OrrShift32>(x, p); break;
                case OpCode.EorShift64: XXI<EorShift64>(x, p); break;
                case OpCode.EorShift32: XXI<EorShift32>(x, p); break;
                case OpCode.BicShift64: XXI<BicShift64>(x, p); break;
                case OpCode.BicShift32: XXI<BicShift32>(x, p); break;
                case OpCode.OrnShift64: XXI<OrnShift64>(x, p); break;
                case OpCode.OrnShift32: XXI<OrnShift32>(x, p); break;
                case OpCode.EonShift64: XXI<EonShift64>(x, p); break;
                case OpCode.EonShift32: XXI<EonShift32>(x, p); break;
                case OpCode.LslI64: XI<LslI64>(x, p); break;
                case OpCode.LslI32: XI<LslI32>(x, p); break;
                case OpCode.LsrI64: XI<LsrI64>(x, p); break;
                case OpCode.LsrI32: XI<LsrI32>(x, p); break;
                case OpCode.AsrI64: XI<AsrI64>(x, p); break;
                case OpCode.AsrI32: XI<AsrI32>(x, p); break;
                case OpCode.Lslv64: XX<Lslv64>(x, p); break;
                case OpCode.Lslv32: XX<Lslv32>(x, p); break;
                case OpCode.Lsrv64: XX<Lsrv64>(x, p); break;
                case OpCode.Lsrv32: XX<Lsrv32>(x, p); break;
                case OpCode.Asrv64: XX<Asrv64>(x, p); break;
                case OpCode.Asrv32: XX<Asrv32>(x, p); break;
                case OpCode.Rorv64: XX<Rorv64>(x, p); break;
                case OpCode.Rorv32: XX<Rorv32>(x, p); break;
                case OpCode.Ubfx: XI<Ubfx>(x, p); break;
                case OpCode.Ubfiz64: XI<Ubfiz64>(x, p); break;
                case OpCode.Ubfiz32: XI<Ubfiz32>(x, p); break;
                case OpCode.Sbfx64: XI<Sbfx64>(x, p); break;
                case OpCode.Sbfx32: XI<Sbfx32>(x, p); break;
                case OpCode.Sbfiz64: XI<Sbfiz64>(x, p); break;
                case OpCode.Sbfiz32: XI<Sbfiz32>(x, p); break;
                case OpCode.Bfm64: XXI<Bfm64>(x, p); break;
                case OpCode.Bfm32: XXI<Bfm32>(x, p); break;
                case OpCode.Extr64: XXI<Extr64>(x, p); break;
                case OpCode.Extr32: XXI<Extr32>(x, p); break;
                case OpCode.Clz64: X<Clz64>(x, p); break;
                case OpCode.Clz32: X<Clz32>(x, p); break;
                case OpCode.Cls64: X<Cls64>(x, p); break;
                case OpCode.Cls32: X<Cls32>(x, p); break;
                case OpCode.Rbit64: X<Rbit64>(x, p); break;
                case OpCode.Rbit32: X<Rbit32>(x, p); break;
                case OpCode.Rev64: X<Rev64>(x, p); break;
                case OpCode.Rev32: X<Rev32>(x, p); break;
                case OpCode.Rev32In64: X<Rev32In64>(x, p); break;
                case OpCode.Rev16In64: X<Rev16In64>(x, p); break;
                case OpCode.Rev16In32: X<Rev16In32>(x, p); break;

                case OpCode.AddsI64: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Add64; x[p->D] = a + b; break; }
                case OpCode.AddsR64: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Add64; x[p->D] = a + b; break; }
                case OpCode.AddsShift64: { a = x[p->N]; b = Operand.Shift64(x[p->M], p->Imm); s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Add64; x[p->D] = a + b; break; }
                case OpCode.AddsExtend64: { a = x[p->N]; b = Operand.Extend(x[p->M], p->Imm); s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Add64; x[p->D] = a + b; break; }
                case OpCode.SubsI64: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; break; }
                case OpCode.SubsR64: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; break; }
                case OpCode.SubsShift64: { a = x[p->N]; b = Operand.Shift64(x[p->M], p->Imm); s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; break; }
                case OpCode.SubsExtend64: { a = x[p->N]; b = Operand.Extend(x[p->M], p->Imm); s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; break; }
                case OpCode.AndsI64: { a = x[p->N] & (ulong)p->Imm; s->FlagA = a; s->FlagKind = FlagKind.Logic64; x[p->D] = a; break; }
                case OpCode.AndsR64: { a = x[p->N] & x[p->M]; s->FlagA = a; s->FlagKind = FlagKind.Logic64; x[p->D] = a; break; }
                case OpCode.AndsShift64: { a = x[p->N] & Operand.Shift64(x[p->M], p->Imm); s->FlagA = a; s->FlagKind = FlagKind.Logic64; x[p->D] = a; break; }
                case OpCode.BicsShift64: { a = x[p->N] & ~(ulong)Operand.Shift64(x[p->M], p->Imm); s->FlagA = a; s->FlagKind = FlagKind.Logic64; x[p->D] = a; break; }
                case OpCode.Adc64: x[p->D] = (ulong)x[p->N] + (ulong)x[p->M] + Carry(s); break;
                case OpCode.Sbc64: x[p->D] = (ulong)x[p->N] + (ulong)~x[p->M] + Carry(s); break;
                case OpCode.Adcs64: { c = Carry(s); a = x[p->N]; b = x[p->M]; s->Nzcv = ConditionFlags.AddCarry64((ulong)a, (ulong)b, c); x[p->D] = (ulong)a + (ulong)b + c; break; }
                case OpCode.Sbcs64: { c = Carry(s); a = x[p->N]; b = ~x[p->M]; s->Nzcv = ConditionFlags.AddCarry64((ulong)a, (ulong)b, c); x[p->D] = (ulong)a + (ulong)b + c; break; }
                case OpCode.Csel64: x[p->D] = (Holds(s, p->C) ? x[p->N] : x[p->M]); break;
                case OpCode.Csinc64: x[p->D] = (Holds(s, p->C) ? x[p->N] : x[p->M] + 1); break;
                case OpCode.Csinv64: x[p->D] = (Holds(s, p->C) ? x[p->N] : ~x[p->M]); break;
                case OpCode.Csneg64: x[p->D] = (Holds(s, p->C) ? x[p->N] : 0 - x[p->M]); break;
                case OpCode.CcmpI64: if (Holds(s, p->C)) { s->FlagA = x[p->N]; s->FlagB = (ulong)p->Imm; s->FlagKind = FlagKind.Sub64; } else { s->Nzcv = (uint)p->S << 28; } break;
                case OpCode.CcmpR64: if (Holds(s, p->C)) { s->FlagA = x[p->N]; s->FlagB = x[p->M]; s->FlagKind = FlagKind.Sub64; } else { s->Nzcv = (uint)p->S << 28; } break;
                case OpCode.CcmnI64: if (Holds(s, p->C)) { s->FlagA = x[p->N]; s->FlagB = (ulong)p->Imm; s->FlagKind = FlagKind.Add64; } else { s->Nzcv = (uint)p->S << 28; } break;
                case OpCode.CcmnR64: if (Holds(s, p->C)) { s->FlagA = x[p->N]; s->FlagB = x[p->M]; s->FlagKind = FlagKind.Add64; } else { s->Nzcv = (uint)p->S << 28; } break;
                case OpCode.AddsI32: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Add32; x[p->D] = (uint)a + (uint)b; break; }
                case OpCode.AddsR32: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Add32; x[p->D] = (uint)a + (uint)b; break; }
                case OpCode.AddsShift32: { a = x[p->N]; b = Operand.Shift32((uint)x[p->M], p->Imm); s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Add32; x[p->D] = (uint)a + (uint)b; break; }
                case OpCode.AddsExtend32: { a = x[p->N]; b = Operand.Extend(x[p->M], p->Imm); s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Add32; x[p->D] = (uint)a + (uint)b; break; }
                case OpCode.SubsI32: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; break; }
                case OpCode.SubsR32: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; break; }
                case OpCode.SubsShift32: { a = x[p->N]; b = Operand.Shift32((uint)x[p->M], p->Imm); s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; break; }
                case OpCode.SubsExtend32: { a = x[p->N]; b = Operand.Extend(x[p->M], p->Imm); s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; break; }
                case OpCode.AndsI32: { a = (uint)(x[p->N] & (ulong)p->Imm); s->FlagA = a; s->FlagKind = FlagKind.Logic32; x[p->D] = a; break; }
                case OpCode.AndsR32: { a = (uint)(x[p->N] & x[p->M]); s->FlagA = a; s->FlagKind = FlagKind.Logic32; x[p->D] = a; break; }
                case OpCode.AndsShift32: { a = (uint)(x[p->N] & Operand.Shift32((uint)x[p->M], p->Imm)); s->FlagA = a; s->FlagKind = FlagKind.Logic32; x[p->D] = a; break; }
                case OpCode.BicsShift32: { a = (uint)(x[p->N] & ~(ulong)Operand.Shift32((uint)x[p->M], p->Imm)); s->FlagA = a; s->FlagKind = FlagKind.Logic32; x[p->D] = a; break; }
                case OpCode.Adc32: x[p->D] = (uint)x[p->N] + (uint)x[p->M] + Carry(s); break;
                case OpCode.Sbc32: x[p->D] = (uint)x[p->N] + ~(uint)x[p->M] + Carry(s); break;
                case OpCode.Adcs32: { c = Carry(s); a = x[p->N]; b = x[p->M]; s->Nzcv = ConditionFlags.AddCarry32((uint)a, (uint)b, c); x[p->D] = (uint)a + (uint)b + c; break; }
                case OpCode.Sbcs32: { c = Carry(s); a = x[p->N]; b = ~x[p->M]; s->Nzcv = ConditionFlags.AddCarry32((uint)a, (uint)b, c); x[p->D] = (uint)a + (uint)b + c; break; }
                case OpCode.Csel32: x[p->D] = (uint)(Holds(s, p->C) ? x[p->N] : x[p->M]); break;
                case OpCode.Csinc32: x[p->D] = (uint)(Holds(s, p->C) ? x[p->N] : x[p->M] + 1); break;
                case OpCode.Csinv32: x[p->D] = (uint)(Holds(s, p->C) ? x[p->N] : ~x[p->M]); break;
                case OpCode.Csneg32: x[p->D] = (uint)(Holds(s, p->C) ? x[p->N] : 0 - x[p->M]); break;
                case OpCode.CcmpI32: if (Holds(s, p->C)) { s->FlagA = x[p->N]; s->FlagB = (ulong)p->Imm; s->FlagKind = FlagKind.Sub32; } else { s->Nzcv = (uint)p->S << 28; } break;
                case OpCode.CcmpR32: if (Holds(s, p->C)) { s->FlagA = x[p->N]; s->FlagB = x[p->M]; s->FlagKind = FlagKind.Sub32; } else { s->Nzcv = (uint)p->S << 28; } break;
                case OpCode.CcmnI32: if (Holds(s, p->C)) { s->FlagA = x[p->N]; s->FlagB = (ulong)p->Imm; s->FlagKind = FlagKind.Add32; } else { s->Nzcv = (uint)p->S << 28; } break;
                case OpCode.CcmnR32: if (Holds(s, p->C)) { s->FlagA = x[p->N]; s->FlagB = x[p->M]; s->FlagKind = FlagKind.Add32; } else { s->Nzcv = (uint)p->S << 28; } break;

                case OpCode.SubsR64BEq: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a == b) goto taken; break; }
                case OpCode.SubsI64BEq: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a == b) goto taken; break; }
                case OpCode.SubsR32BEq: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a == (uint)b) goto taken; break; }
                case OpCode.SubsI32BEq: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a == (uint)b) goto taken; break; }
                case OpCode.SubsR64BNe: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a != b) goto taken; break; }
                case OpCode.SubsI64BNe: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a != b) goto taken; break; }
                case OpCode.SubsR32BNe: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a != (uint)b) goto taken; break; }
                case OpCode.SubsI32BNe: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a != (uint)b) goto taken; break; }
                case OpCode.SubsR64BHs: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a >= b) goto taken; break; }
                case OpCode.SubsI64BHs: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a >= b) goto taken; break; }
                case OpCode.SubsR32BHs: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a >= (uint)b) goto taken; break; }
                case OpCode.SubsI32BHs: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a >= (uint)b) goto taken; break; }
                case OpCode.SubsR64BLo: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a < b) goto taken; break; }
                case OpCode.SubsI64BLo: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a < b) goto taken; break; }
                case OpCode.SubsR32BLo: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a < (uint)b) goto taken; break; }
                case OpCode.SubsI32BLo: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a < (uint)b) goto taken; break; }
                case OpCode.SubsR64BHi: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a > b) goto taken; break; }
                case OpCode.SubsI64BHi: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a > b) goto taken; break; }
                case OpCode.SubsR32BHi: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a > (uint)b) goto taken; break; }
                case OpCode.SubsI32BHi: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a > (uint)b) goto taken; break; }
                case OpCode.SubsR64BLs: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a <= b) goto taken; break; }
                case OpCode.SubsI64BLs: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if (a <= b) goto taken; break; }
                case OpCode.SubsR32BLs: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a <= (uint)b) goto taken; break; }
                case OpCode.SubsI32BLs: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((uint)a <= (uint)b) goto taken; break; }
                case OpCode.SubsR64BGe: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if ((long)a >= (long)b) goto taken; break; }
                case OpCode.SubsI64BGe: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if ((long)a >= (long)b) goto taken; break; }
                case OpCode.SubsR32BGe: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((int)a >= (int)b) goto taken; break; }
                case OpCode.SubsI32BGe: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((int)a >= (int)b) goto taken; break; }
                case OpCode.SubsR64BLt: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if ((long)a < (long)b) goto taken; break; }
                case OpCode.SubsI64BLt: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if ((long)a < (long)b) goto taken; break; }
                case OpCode.SubsR32BLt: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((int)a < (int)b) goto taken; break; }
                case OpCode.SubsI32BLt: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((int)a < (int)b) goto taken; break; }
                case OpCode.SubsR64BGt: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if ((long)a > (long)b) goto taken; break; }
                case OpCode.SubsI64BGt: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if ((long)a > (long)b) goto taken; break; }
                case OpCode.SubsR32BGt: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((int)a > (int)b) goto taken; break; }
                case OpCode.SubsI32BGt: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((int)a > (int)b) goto taken; break; }
                case OpCode.SubsR64BLe: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if ((long)a <= (long)b) goto taken; break; }
                case OpCode.SubsI64BLe: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub64; x[p->D] = a - b; p++; if ((long)a <= (long)b) goto taken; break; }
                case OpCode.SubsR32BLe: { a = x[p->N]; b = x[p->M]; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((int)a <= (int)b) goto taken; break; }
                case OpCode.SubsI32BLe: { a = x[p->N]; b = (ulong)p->Imm; s->FlagA = a; s->FlagB = b; s->FlagKind = FlagKind.Sub32; x[p->D] = (uint)a - (uint)b; p++; if ((int)a <= (int)b) goto taken; break; }
                case OpCode.AndsR64BEq: { a = x[p->N] & x[p->M]; s->FlagA = a; s->FlagKind = FlagKind.Logic64; x[p->D] = a; p++; if (a == 0) goto taken; break; }
                case OpCode.AndsI64BEq: { a = x[p->N] & (ulong)p->Imm; s->FlagA = a; s->FlagKind = FlagKind.Logic64; x[p->D] = a; p++; if (a == 0) goto taken; break; }
                case OpCode.AndsR32BEq: { a = (uint)(x[p->N] & x[p->M]); s->FlagA = a; s->FlagKind = FlagKind.Logic32; x[p->D] = a; p++; if (a == 0) goto taken; break; }
                case OpCode.AndsI32BEq: { a = (uint)(x[p->N] & (ulong)p->Imm); s->FlagA = a; s->FlagKind = FlagKind.Logic32; x[p->D] = a; p++; if (a == 0) goto taken; break; }
                case OpCode.AndsR64BNe: { a = x[p->N] & x[p->M]; s->FlagA = a; s->FlagKind = FlagKind.Logic64; x[p->D] = a; p++; if (a != 0) goto taken; break; }
                case OpCode.AndsI64BNe: { a = x[p->N] & (ulong)p->Imm; s->FlagA = a; s->FlagKind = FlagKind.Logic64; x[p->D] = a; p++; if (a != 0) goto taken; break; }
                case OpCode.AndsR32BNe: { a = (uint)(x[p->N] & x[p->M]); s->FlagA = a; s->FlagKind = FlagKind.Logic32; x[p->D] = a; p++; if (a != 0) goto taken; break; }
                case OpCode.AndsI32BNe: { a = (uint)(x[p->N] & (ulong)p->Imm); s->FlagA = a; s->FlagKind = FlagKind.Logic32; x[p->D] = a; p++; if (a != 0) goto taken; break; }

                case OpCode.LdrB: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = *(byte*)(va + e[1]); break; }
                case OpCode.LdrBPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = *(byte*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrBPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = *(byte*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrBReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = *(byte*)(va + e[1]); break; }
                case OpCode.LdrH: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = *(ushort*)(va + e[1]); break; }
                case OpCode.LdrHPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = *(ushort*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrHPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = *(ushort*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrHReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = *(ushort*)(va + e[1]); break; }
                case OpCode.LdrW: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = *(uint*)(va + e[1]); break; }
                case OpCode.LdrWPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = *(uint*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrWPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = *(uint*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrWReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = *(uint*)(va + e[1]); break; }
                case OpCode.LdrX: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; x[p->D] = *(ulong*)(va + e[1]); break; }
                case OpCode.LdrXPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; x[p->D] = *(ulong*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrXPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; x[p->D] = *(ulong*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrXReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; x[p->D] = *(ulong*)(va + e[1]); break; }
                case OpCode.LdrSbW: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = (uint)*(sbyte*)(va + e[1]); break; }
                case OpCode.LdrSbWPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = (uint)*(sbyte*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrSbWPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = (uint)*(sbyte*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrSbWReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = (uint)*(sbyte*)(va + e[1]); break; }
                case OpCode.LdrSbX: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = (ulong)*(sbyte*)(va + e[1]); break; }
                case OpCode.LdrSbXPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = (ulong)*(sbyte*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrSbXPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = (ulong)*(sbyte*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrSbXReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; x[p->D] = (ulong)*(sbyte*)(va + e[1]); break; }
                case OpCode.LdrShW: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = (uint)*(short*)(va + e[1]); break; }
                case OpCode.LdrShWPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = (uint)*(short*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrShWPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = (uint)*(short*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrShWReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = (uint)*(short*)(va + e[1]); break; }
                case OpCode.LdrShX: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = (ulong)*(short*)(va + e[1]); break; }
                case OpCode.LdrShXPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = (ulong)*(short*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrShXPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = (ulong)*(short*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrShXReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; x[p->D] = (ulong)*(short*)(va + e[1]); break; }
                case OpCode.LdrSwX: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = (ulong)*(int*)(va + e[1]); break; }
                case OpCode.LdrSwXPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = (ulong)*(int*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrSwXPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = (ulong)*(int*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrSwXReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = (ulong)*(int*)(va + e[1]); break; }
                case OpCode.StrB: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; *(byte*)(va + e[1]) = (byte)x[p->D]; break; }
                case OpCode.StrBPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; *(byte*)(va + e[1]) = (byte)x[p->D]; x[p->N] = va; break; }
                case OpCode.StrBPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; *(byte*)(va + e[1]) = (byte)x[p->D]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StrBReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; *(byte*)(va + e[1]) = (byte)x[p->D]; break; }
                case OpCode.StrH: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; *(ushort*)(va + e[1]) = (ushort)x[p->D]; break; }
                case OpCode.StrHPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; *(ushort*)(va + e[1]) = (ushort)x[p->D]; x[p->N] = va; break; }
                case OpCode.StrHPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; *(ushort*)(va + e[1]) = (ushort)x[p->D]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StrHReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; *(ushort*)(va + e[1]) = (ushort)x[p->D]; break; }
                case OpCode.StrW: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; *(uint*)(va + e[1]) = (uint)x[p->D]; break; }
                case OpCode.StrWPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; *(uint*)(va + e[1]) = (uint)x[p->D]; x[p->N] = va; break; }
                case OpCode.StrWPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; *(uint*)(va + e[1]) = (uint)x[p->D]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StrWReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; *(uint*)(va + e[1]) = (uint)x[p->D]; break; }
                case OpCode.StrX: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; *(ulong*)(va + e[1]) = (ulong)x[p->D]; break; }
                case OpCode.StrXPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; *(ulong*)(va + e[1]) = (ulong)x[p->D]; x[p->N] = va; break; }
                case OpCode.StrXPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; *(ulong*)(va + e[1]) = (ulong)x[p->D]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StrXReg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; *(ulong*)(va + e[1]) = (ulong)x[p->D]; break; }
                case OpCode.LdrV8: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; v[p->D * 2] = *(byte*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrV8Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; v[p->D * 2] = *(byte*)(va + e[1]); v[(p->D * 2) + 1] = 0; x[p->N] = va; break; }
                case OpCode.LdrV8Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; v[p->D * 2] = *(byte*)(va + e[1]); v[(p->D * 2) + 1] = 0; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrV8Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; v[p->D * 2] = *(byte*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrV16: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; v[p->D * 2] = *(ushort*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrV16Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; v[p->D * 2] = *(ushort*)(va + e[1]); v[(p->D * 2) + 1] = 0; x[p->N] = va; break; }
                case OpCode.LdrV16Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; v[p->D * 2] = *(ushort*)(va + e[1]); v[(p->D * 2) + 1] = 0; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrV16Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; v[p->D * 2] = *(ushort*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrV32: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; v[p->D * 2] = *(uint*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrV32Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; v[p->D * 2] = *(uint*)(va + e[1]); v[(p->D * 2) + 1] = 0; x[p->N] = va; break; }
                case OpCode.LdrV32Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; v[p->D * 2] = *(uint*)(va + e[1]); v[(p->D * 2) + 1] = 0; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrV32Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; v[p->D * 2] = *(uint*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrV64: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; v[p->D * 2] = *(ulong*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrV64Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; v[p->D * 2] = *(ulong*)(va + e[1]); v[(p->D * 2) + 1] = 0; x[p->N] = va; break; }
                case OpCode.LdrV64Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; v[p->D * 2] = *(ulong*)(va + e[1]); v[(p->D * 2) + 1] = 0; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrV64Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; v[p->D * 2] = *(ulong*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrV128: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; *(Vector128<byte>*)(v + p->D * 2) = *(Vector128<byte>*)(va + e[1]); break; }
                case OpCode.LdrV128Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; *(Vector128<byte>*)(v + p->D * 2) = *(Vector128<byte>*)(va + e[1]); x[p->N] = va; break; }
                case OpCode.LdrV128Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; *(Vector128<byte>*)(v + p->D * 2) = *(Vector128<byte>*)(va + e[1]); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrV128Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; *(Vector128<byte>*)(v + p->D * 2) = *(Vector128<byte>*)(va + e[1]); break; }
                case OpCode.StrV8: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; *(byte*)(va + e[1]) = (byte)v[p->D * 2]; break; }
                case OpCode.StrV8Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; *(byte*)(va + e[1]) = (byte)v[p->D * 2]; x[p->N] = va; break; }
                case OpCode.StrV8Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; *(byte*)(va + e[1]) = (byte)v[p->D * 2]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StrV8Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFF) goto slow; *(byte*)(va + e[1]) = (byte)v[p->D * 2]; break; }
                case OpCode.StrV16: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; *(ushort*)(va + e[1]) = (ushort)v[p->D * 2]; break; }
                case OpCode.StrV16Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; *(ushort*)(va + e[1]) = (ushort)v[p->D * 2]; x[p->N] = va; break; }
                case OpCode.StrV16Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; *(ushort*)(va + e[1]) = (ushort)v[p->D * 2]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StrV16Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFE) goto slow; *(ushort*)(va + e[1]) = (ushort)v[p->D * 2]; break; }
                case OpCode.StrV32: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; *(uint*)(va + e[1]) = (uint)v[p->D * 2]; break; }
                case OpCode.StrV32Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; *(uint*)(va + e[1]) = (uint)v[p->D * 2]; x[p->N] = va; break; }
                case OpCode.StrV32Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; *(uint*)(va + e[1]) = (uint)v[p->D * 2]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StrV32Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; *(uint*)(va + e[1]) = (uint)v[p->D * 2]; break; }
                case OpCode.StrV64: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; *(ulong*)(va + e[1]) = (ulong)v[p->D * 2]; break; }
                case OpCode.StrV64Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; *(ulong*)(va + e[1]) = (ulong)v[p->D * 2]; x[p->N] = va; break; }
                case OpCode.StrV64Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; *(ulong*)(va + e[1]) = (ulong)v[p->D * 2]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StrV64Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; *(ulong*)(va + e[1]) = (ulong)v[p->D * 2]; break; }
                case OpCode.StrV128: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; *(Vector128<byte>*)(va + e[1]) = *(Vector128<byte>*)(v + p->D * 2); break; }
                case OpCode.StrV128Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; *(Vector128<byte>*)(va + e[1]) = *(Vector128<byte>*)(v + p->D * 2); x[p->N] = va; break; }
                case OpCode.StrV128Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; *(Vector128<byte>*)(va + e[1]) = *(Vector128<byte>*)(v + p->D * 2); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StrV128Reg: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + Index(x[p->M], p); e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; *(Vector128<byte>*)(va + e[1]) = *(Vector128<byte>*)(v + p->D * 2); break; }
                case OpCode.LdpW: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); lo = *(uint*)h; hi = *(uint*)(h + 4); x[p->D] = lo; x[p->A] = hi; break; }
                case OpCode.LdpWPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); lo = *(uint*)h; hi = *(uint*)(h + 4); x[p->D] = lo; x[p->A] = hi; x[p->N] = va; break; }
                case OpCode.LdpWPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); lo = *(uint*)h; hi = *(uint*)(h + 4); x[p->D] = lo; x[p->A] = hi; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdpX: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); lo = *(ulong*)h; hi = *(ulong*)(h + 8); x[p->D] = lo; x[p->A] = hi; break; }
                case OpCode.LdpXPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); lo = *(ulong*)h; hi = *(ulong*)(h + 8); x[p->D] = lo; x[p->A] = hi; x[p->N] = va; break; }
                case OpCode.LdpXPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); lo = *(ulong*)h; hi = *(ulong*)(h + 8); x[p->D] = lo; x[p->A] = hi; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdpSw: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); lo = (ulong)*(int*)h; hi = (ulong)*(int*)(h + 4); x[p->D] = lo; x[p->A] = hi; break; }
                case OpCode.LdpSwPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); lo = (ulong)*(int*)h; hi = (ulong)*(int*)(h + 4); x[p->D] = lo; x[p->A] = hi; x[p->N] = va; break; }
                case OpCode.LdpSwPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); lo = (ulong)*(int*)h; hi = (ulong)*(int*)(h + 4); x[p->D] = lo; x[p->A] = hi; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StpW: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); *(uint*)h = (uint)x[p->D]; *(uint*)(h + 4) = (uint)x[p->A]; break; }
                case OpCode.StpWPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); *(uint*)h = (uint)x[p->D]; *(uint*)(h + 4) = (uint)x[p->A]; x[p->N] = va; break; }
                case OpCode.StpWPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); *(uint*)h = (uint)x[p->D]; *(uint*)(h + 4) = (uint)x[p->A]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StpX: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); *(ulong*)h = (ulong)x[p->D]; *(ulong*)(h + 8) = (ulong)x[p->A]; break; }
                case OpCode.StpXPre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); *(ulong*)h = (ulong)x[p->D]; *(ulong*)(h + 8) = (ulong)x[p->A]; x[p->N] = va; break; }
                case OpCode.StpXPost: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); *(ulong*)h = (ulong)x[p->D]; *(ulong*)(h + 8) = (ulong)x[p->A]; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdpV32: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); lo = *(uint*)h; hi = *(uint*)(h + 4); v[p->D * 2] = lo; v[(p->D * 2) + 1] = 0; v[p->A * 2] = hi; v[(p->A * 2) + 1] = 0; break; }
                case OpCode.LdpV32Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); lo = *(uint*)h; hi = *(uint*)(h + 4); v[p->D * 2] = lo; v[(p->D * 2) + 1] = 0; v[p->A * 2] = hi; v[(p->A * 2) + 1] = 0; x[p->N] = va; break; }
                case OpCode.LdpV32Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); lo = *(uint*)h; hi = *(uint*)(h + 4); v[p->D * 2] = lo; v[(p->D * 2) + 1] = 0; v[p->A * 2] = hi; v[(p->A * 2) + 1] = 0; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdpV64: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); lo = *(ulong*)h; hi = *(ulong*)(h + 8); v[p->D * 2] = lo; v[(p->D * 2) + 1] = 0; v[p->A * 2] = hi; v[(p->A * 2) + 1] = 0; break; }
                case OpCode.LdpV64Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); lo = *(ulong*)h; hi = *(ulong*)(h + 8); v[p->D * 2] = lo; v[(p->D * 2) + 1] = 0; v[p->A * 2] = hi; v[(p->A * 2) + 1] = 0; x[p->N] = va; break; }
                case OpCode.LdpV64Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); lo = *(ulong*)h; hi = *(ulong*)(h + 8); v[p->D * 2] = lo; v[(p->D * 2) + 1] = 0; v[p->A * 2] = hi; v[(p->A * 2) + 1] = 0; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdpV128: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFE0) goto slow; h = (byte*)(va + e[1]); Vector128<byte> low = *(Vector128<byte>*)h; *(Vector128<byte>*)(v + p->A * 2) = *(Vector128<byte>*)(h + 16); *(Vector128<byte>*)(v + p->D * 2) = low; break; }
                case OpCode.LdpV128Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFE0) goto slow; h = (byte*)(va + e[1]); Vector128<byte> low = *(Vector128<byte>*)h; *(Vector128<byte>*)(v + p->A * 2) = *(Vector128<byte>*)(h + 16); *(Vector128<byte>*)(v + p->D * 2) = low; x[p->N] = va; break; }
                case OpCode.LdpV128Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFE0) goto slow; h = (byte*)(va + e[1]); Vector128<byte> low = *(Vector128<byte>*)h; *(Vector128<byte>*)(v + p->A * 2) = *(Vector128<byte>*)(h + 16); *(Vector128<byte>*)(v + p->D * 2) = low; x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StpV32: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); *(uint*)h = *(uint*)(v + p->D * 2); *(uint*)(h + 4) = *(uint*)(v + p->A * 2); break; }
                case OpCode.StpV32Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); *(uint*)h = *(uint*)(v + p->D * 2); *(uint*)(h + 4) = *(uint*)(v + p->A * 2); x[p->N] = va; break; }
                case OpCode.StpV32Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; h = (byte*)(va + e[1]); *(uint*)h = *(uint*)(v + p->D * 2); *(uint*)(h + 4) = *(uint*)(v + p->A * 2); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StpV64: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); *(ulong*)h = *(ulong*)(v + p->D * 2); *(ulong*)(h + 8) = *(ulong*)(v + p->A * 2); break; }
                case OpCode.StpV64Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); *(ulong*)h = *(ulong*)(v + p->D * 2); *(ulong*)(h + 8) = *(ulong*)(v + p->A * 2); x[p->N] = va; break; }
                case OpCode.StpV64Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; h = (byte*)(va + e[1]); *(ulong*)h = *(ulong*)(v + p->D * 2); *(ulong*)(h + 8) = *(ulong*)(v + p->A * 2); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.StpV128: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFE0) goto slow; h = (byte*)(va + e[1]); *(Vector128<byte>*)h = *(Vector128<byte>*)(v + p->D * 2); *(Vector128<byte>*)(h + 16) = *(Vector128<byte>*)(v + p->A * 2); break; }
                case OpCode.StpV128Pre: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N] + (ulong)p->Imm; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFE0) goto slow; h = (byte*)(va + e[1]); *(Vector128<byte>*)h = *(Vector128<byte>*)(v + p->D * 2); *(Vector128<byte>*)(h + 16) = *(Vector128<byte>*)(v + p->A * 2); x[p->N] = va; break; }
                case OpCode.StpV128Post: { if (p->N == 31 && ((int)x[31] & 15) != 0) goto slow; va = x[p->N]; e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFE0) goto slow; h = (byte*)(va + e[1]); *(Vector128<byte>*)h = *(Vector128<byte>*)(v + p->D * 2); *(Vector128<byte>*)(h + 16) = *(Vector128<byte>*)(v + p->A * 2); x[p->N] = va + (ulong)p->Imm; break; }
                case OpCode.LdrLitW: { va = pcPage + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = *(uint*)(va + e[1]); break; }
                case OpCode.LdrLitX: { va = pcPage + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; x[p->D] = *(ulong*)(va + e[1]); break; }
                case OpCode.LdrLitSw: { va = pcPage + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; x[p->D] = (ulong)*(int*)(va + e[1]); break; }
                case OpCode.LdrLitV32: { va = pcPage + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFFC) goto slow; v[p->D * 2] = *(uint*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrLitV64: { va = pcPage + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF8) goto slow; v[p->D * 2] = *(ulong*)(va + e[1]); v[(p->D * 2) + 1] = 0; break; }
                case OpCode.LdrLitV128: { va = pcPage + (ulong)p->Imm; e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0)); if (va - e[0] > 0xFF0) goto slow; *(Vector128<byte>*)(v + p->D * 2) = *(Vector128<byte>*)(va + e[1]); break; }

                case OpCode.ReadPlain: x[p->D] = *(ulong*)((byte*)s + p->Imm); break;
                case OpCode.WritePlain: *(ulong*)((byte*)s + p->Imm) = x[p->N]; break;
                case OpCode.ReadDaif: x[p->D] = (ulong)s->Daif << 6; break;
                case OpCode.DaifSet: s->Daif |= p->S; break;
                case OpCode.DaifClear:
                    if (s->InterruptsWaiting != 0) goto slow;
                    s->Daif &= (byte)~p->S;
                    break;
                case OpCode.WriteDaif:
                    if (s->InterruptsWaiting != 0) goto slow;
                    s->Daif = (byte)(x[p->N] >> 6 & 15);
                    break;
                case OpCode.ZeroBlock:
                {
                    va = x[p->N] & ~63UL;
                    e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0));
                    if (va - e[0] > 0x1000 - 64 || !ZeroBlock.IsUntrapped(s)) goto slow;
                    ZeroBlock.Clear((byte*)(va + e[1]));
                    break;
                }
                case OpCode.Clrex: s->ExclusiveSize = 0; break;
                case OpCode.LoadExclusive:
                {
                    va = x[p->N]; size = 1UL << p->S;
                    e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0));
                    if ((va & (size - 1)) != 0 || va - e[0] > 0x1000 - size || (p->N == 31 && ((int)va & 15) != 0)) goto slow;
                    ulong value = ExclusiveAccess.Load((byte*)(va + e[1]), p->S);
                    s->ExclusiveAddress = va;
                    s->ExclusiveLow = value;
                    s->ExclusiveSize = (int)size;
                    x[p->D] = value;
                    break;
                }
                case OpCode.StoreExclusive:
                {
                    va = x[p->N]; size = 1UL << p->S;
                    e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0));
                    if ((va & (size - 1)) != 0 || va - e[0] > 0x1000 - size || (p->N == 31 && ((int)va & 15) != 0)) goto slow;
                    x[p->D] = ExclusiveAccess.Store(s, (byte*)(va + e[1]), va, p->S, x[p->M]);
                    break;
                }
                case OpCode.LoadExclusivePair:
                {
                    va = x[p->N]; size = 2UL << p->S;
                    e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0));
                    if ((va & (size - 1)) != 0 || va - e[0] > 0x1000 - size || (p->N == 31 && ((int)va & 15) != 0)) goto slow;
                    ExclusiveAccess.LoadPair(s, (byte*)(va + e[1]), va, p->S);
                    first = p->S == 2 ? (uint)s->ExclusiveLow : s->ExclusiveLow; second = p->S == 2 ? s->ExclusiveLow >> 32 : s->ExclusiveHigh;
                    x[p->D] = first;
                    x[p->A] = second;
                    break;
                }
                case OpCode.LoadAcquire:
                {
                    va = x[p->N]; size = 1UL << p->S;
                    e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0));
                    if ((va & (size - 1)) != 0 || va - e[0] > 0x1000 - size || (p->N == 31 && ((int)va & 15) != 0)) goto slow;
                    x[p->D] = ExclusiveAccess.Load((byte*)(va + e[1]), p->S);
                    break;
                }
                case OpCode.StoreRelease:
                {
                    va = x[p->N]; size = 1UL << p->S;
                    e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0));
                    if ((va & (size - 1)) != 0 || va - e[0] > 0x1000 - size || (p->N == 31 && ((int)va & 15) != 0)) goto slow;
                    ExclusiveAccess.StoreRelease((byte*)(va + e[1]), p->S, x[p->D]);
                    break;
                }
                case OpCode.LoadUnprivileged:
                {
                    va = x[p->N] + (ulong)p->Imm;
                    e = (ulong*)(s->UserReadTlb + ((va >> 8) & 0x3FF0));
                    if (va - e[0] > 0x1000 - 8 || p->N == 31) goto slow;
                    x[p->D] = UnprivilegedAccess.Load((byte*)(va + e[1]), (MemoryKind)p->S);
                    x[p->A] = x[p->M];
                    break;
                }
                case OpCode.StoreUnprivileged:
                {
                    va = x[p->N] + (ulong)p->Imm;
                    e = (ulong*)(s->UserWriteTlb + ((va >> 8) & 0x3FF0));
                    if (va - e[0] > 0x1000 - 8 || p->N == 31) goto slow;
                    UnprivilegedAccess.Store((byte*)(va + e[1]), (MemoryKind)p->S, x[p->D]);
                    x[p->A] = x[p->M];
                    break;
                }
                case OpCode.FpConditionalSelect:
                    *(Vector128<byte>*)(v + p->D * 2) =
                        FloatingPointConditional.Select(*(Vector128<byte>*)(v + p->N * 2), *(Vector128<byte>*)(v + p->M * 2), Holds(s, p->C), p->S);
                    break;
                case OpCode.FpConditionalCompare:
                    s->Nzcv = (uint)FloatingPointConditional.Compare(
                        *(Vector128<byte>*)(v + p->N * 2), *(Vector128<byte>*)(v + p->M * 2), Holds(s, p->C), p->S, p->Imm, (FpState*)&s->Fpcr);
                    break;

                case OpCode.B: goto taken;
                case OpCode.Bl: x[30] = pcPage + (ulong)((byte*)(p + 1) - (byte*)page >> 2); goto taken;
                case OpCode.BCond: if (Holds(s, p->C)) goto taken; break;
                case OpCode.Cbz64: if (x[p->N] == 0) goto taken; break;
                case OpCode.Cbnz64: if (x[p->N] != 0) goto taken; break;
                case OpCode.Cbz32: if ((uint)x[p->N] == 0) goto taken; break;
                case OpCode.Cbnz32: if ((uint)x[p->N] != 0) goto taken; break;
                case OpCode.Tbz: if ((x[p->N] >> p->S & 1) == 0) goto taken; break;
                case OpCode.Tbnz: if ((x[p->N] >> p->S & 1) != 0) goto taken; break;
                case OpCode.BFar: goto takenFar;
                case OpCode.BlFar: x[30] = pcPage + (ulong)((byte*)(p + 1) - (byte*)page >> 2); goto takenFar;
                case OpCode.BCondFar: if (Holds(s, p->C)) goto takenFar; break;
                case OpCode.Cbz64Far: if (x[p->N] == 0) goto takenFar; break;
                case OpCode.Cbnz64Far: if (x[p->N] != 0) goto takenFar; break;
                case OpCode.Cbz32Far: if ((uint)x[p->N] == 0) goto takenFar; break;
                case OpCode.Cbnz32Far: if ((uint)x[p->N] != 0) goto takenFar; break;
                case OpCode.TbzFar: if ((x[p->N] >> p->S & 1) == 0) goto takenFar; break;
                case OpCode.TbnzFar: if ((x[p->N] >> p->S & 1) != 0) goto takenFar; break;
                case OpCode.Br:
                case OpCode.Ret: target = x[p->N]; goto indirect;
                case OpCode.Blr: target = x[p->N]; x[30] = pcPage + (ulong)((byte*)(p + 1) - (byte*)page >> 2); goto indirect;

                case OpCode.NextPage:
                    s->Retired += p - start;
                    target = pcPage + 0x1000;
                    if (TIsa.IsAArch32) target = (uint)(pcPage + Offset<TIsa>(page, p));
                    if (TIsa.IsThumb && Info<TIsa>(p)->It != 0)
                    {
                        s->ItState = Info<TIsa>(p)->It;
                        s->Pc = target;
                        return InterpreterExit.Lookup;
                    }
                    goto poll;
                case OpCode.Undecoded:
                    engine.Decode(page, (int)(p - page));
                    continue;
                case OpCode.EnterRegion:
                {
                    RegionEntry* entry = engine.EntryAt(page, (int)(p - page));
                    code = (OpCode)entry->OriginalCode;
                    if (!useRegions) goto dispatch;
                    s->Retired += p - start;
                    long before = s->Retired;
                    nint method = RegionChain.Enter(s, entry, pcPage);
                    long number = ((delegate*<CpuState*, int, long>)method)(s, s->RegionNumber);
                    RegionExit exit = RegionExit.Branch;
                    if (number != 0)
                    {
                        // The exit is one of the region entered last, on whose page State.Pc stands.
                        ExitPoint* point = (ExitPoint*)s->RegionExits + number;
                        s->Retired += point->Retired;
                        s->Pc += (ulong)(long)point->PcOffset;
                        exit = point->Reason;
                    }
                    engine.CountEntry(s->Retired - before);
                    if (TIsa.IsAArch32)
                    {
                        s->Pc = (uint)s->Pc;
                        if (s->Thumb != (TIsa.IsThumb ? 1 : 0)) return InterpreterExit.Lookup;
                    }
                    target = s->Pc;
                    if (exit == RegionExit.Poll || s->Retired >= s->RunLimit && exit == RegionExit.Branch) return InterpreterExit.Poll;
                    if (target - pcPage >= 0x1000 || (target & PcMask<TIsa>()) != 0)
                    {
                        f = (ulong*)(s->FetchTlb + ((target >> 8) & 0x1FF0));
                        if (f[0] != ((target & ~0xFFFUL) | tag | (target & PcMask<TIsa>()))) return InterpreterExit.Lookup;
                        page = (Op*)f[1];
                        pcPage = target & ~0xFFFUL;
                    }
                    p = start = page + ((target & 0xFFF) >> TIsa.SlotShift);
                    if (exit == RegionExit.Branch)
                    {
                        // Compiled code came here: what it reaches is hot by itself.
                        if (p->Code != (ushort)OpCode.EnterRegion && (++CodePage.EntryIndex(page, p - page) & ExecutionEngine.ArrivalMask) == 0)
                        {
                            engine.Promote(page, (int)(p - page));
                        }
                        continue;
                    }
                    // The instruction at Pc is the awkward one: tier 0 runs it, even where a region starts.
                    engine.CountExit(exit);
                    code = (OpCode)p->Code;
                    if (code == OpCode.EnterRegion) code = (OpCode)engine.EntryAt(page, (int)(p - page))->OriginalCode;
                    goto dispatch;
                }
                case OpCode.Stop:
                    s->Retired += p - start;
                    s->Pc = pcPage + Offset<TIsa>(page, p);
                    if (TIsa.IsThumb) s->ItState = Info<TIsa>(p)->It;
                    return InterpreterExit.Stop;
                case OpCode.Hook:
                    s->Retired += p - start;
                    s->Pc = pcPage + Offset<TIsa>(page, p);
                    code = (OpCode)engine.OriginalOfHook(page, (int)(p - page));
                    start = p;
                    if (TIsa.IsThumb)
                    {
                        if (code == OpCode.Uncached) goto dispatch;
                        s->ItState = Info<TIsa>(p)->It;
                    }
                    if (engine.HookStops(cpu)) return InterpreterExit.Hook;
                    if (TIsa.IsThumb) s->ItState = 0;
                    goto dispatch;

                case OpCode.Guarded:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    SlotInfo* info = Info<TIsa>(p);
                    if (info->Condition != 14 && !Holds(s, info->Condition)) goto next;
                    if (info->PrefixCount != 0) RunPrefix(s, info, pcPage);
                    code = (OpCode)info->Code;
                    goto dispatch;
                }
                case OpCode.Uncached:
                    if (!TIsa.IsThumb) goto slow;
                    s->Retired += p - start;
                    s->Pc = pcPage + Offset<TIsa>(page, p);
                    s->ItState = Info<TIsa>(p)->It;
                    return InterpreterExit.Uncached;
                case OpCode.Adr32: x[p->D] = (uint)(pcPage + (ulong)p->Imm); break;
                case OpCode.LogicFlags:
                    if (!TIsa.IsAArch32) goto slow;
                    s->FlagB = ConditionFlags.Kept(s->FlagKind, s->FlagA, s->FlagB);
                    if (p->S != 0) s->FlagB = (s->FlagB & ConditionFlags.V) | ((x[p->M] & 1) << 29);
                    s->FlagA = x[p->N];
                    s->FlagKind = FlagKind.LogicKeep32;
                    break;
                case OpCode.BranchLink32:
                    if (!TIsa.IsAArch32) goto slow;
                    x[14] = Link<TIsa>(page, p, pcPage);
                    goto taken;
                case OpCode.BranchLink32Far:
                    if (!TIsa.IsAArch32) goto slow;
                    x[14] = Link<TIsa>(page, p, pcPage);
                    goto takenFar;
                case OpCode.BranchLinkExchange32:
                    if (!TIsa.IsAArch32) goto slow;
                    x[14] = Link<TIsa>(page, p, pcPage);
                    target = (uint)(pcPage + Offset<TIsa>(page, p) + (ulong)(long)p->Disp) | (TIsa.IsThumb ? 0u : 1u);
                    goto exchange;
                case OpCode.BranchExchange:
                    if (!TIsa.IsAArch32) goto slow;
                    target = (uint)x[p->N];
                    goto exchange;
                case OpCode.BranchLinkExchangeRegister:
                    if (!TIsa.IsAArch32) goto slow;
                    target = (uint)x[p->N];
                    x[14] = Link<TIsa>(page, p, pcPage);
                    goto exchange;
                case OpCode.TableBranch:
                {
                    if (!TIsa.IsThumb) goto slow;
                    va = x[p->N];
                    e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0));
                    if (va - e[0] > 0xFFE) goto slow;
                    uint entry = p->S == 0 ? *(byte*)(va + e[1]) : *(ushort*)(va + e[1]);
                    target = (uint)(pcPage + Offset<TIsa>(page, p)) + 4 + (entry * 2);
                    goto indirect;
                }
                case OpCode.LoadPc:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    va = x[p->N] + (ulong)p->Disp;
                    e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0));
                    if (va - e[0] > 0xFFC) goto slow;
                    target = *(uint*)(va + e[1]);
                    x[p->A] = x[p->M];
                    goto exchange;
                }
                case OpCode.LoadUpdate:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    va = x[p->N] + (ulong)p->Imm;
                    e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0));
                    if (va - e[0] > 0xFFC) goto slow;
                    x[p->D] = UnprivilegedAccess.Load((byte*)(va + e[1]), (MemoryKind)p->S);
                    x[p->A] = x[p->M];
                    break;
                }
                case OpCode.StoreUpdate:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    va = x[p->N] + (ulong)p->Imm;
                    e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0));
                    if (va - e[0] > 0xFFC) goto slow;
                    UnprivilegedAccess.Store((byte*)(va + e[1]), (MemoryKind)p->S, x[p->D]);
                    x[p->A] = x[p->M];
                    break;
                }
                case OpCode.LoadDual:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    va = x[p->N] + (ulong)p->Disp; updated = x[p->C] + (ulong)(p->Imm >> 32);
                    e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0));
                    if ((va & 3) != 0 || va - e[0] > 0xFF8) goto slow;
                    ulong both = *(ulong*)(va + e[1]);
                    x[p->D] = (uint)both;
                    x[p->A] = both >> 32;
                    x[p->M] = updated;
                    break;
                }
                case OpCode.StoreDual:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    va = x[p->N] + (ulong)p->Disp; updated = x[p->C] + (ulong)(p->Imm >> 32);
                    e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0));
                    if ((va & 3) != 0 || va - e[0] > 0xFF8) goto slow;
                    *(ulong*)(va + e[1]) = (uint)x[p->D] | (x[p->A] << 32);
                    x[p->M] = updated;
                    break;
                }
                case OpCode.LoadMultiple:
                case OpCode.LoadMultiplePc:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    va = x[p->N] + (ulong)(p->Disp >> 16); updated = x[p->N] + (ulong)((sbyte)p->S << 2);
                    e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0));
                    if ((va & 3) != 0 || va - e[0] > 0x1000UL - ((ulong)p->C << 2)) goto slow;
                    target = *(uint*)(va + e[1] + (ulong)((p->C - 1) << 2));
                    RegisterList.Load(x, (uint*)(va + e[1]), p->Disp & 0x7FFF);
                    x[p->D] = updated;
                    if (code == OpCode.LoadMultiplePc) goto exchange;
                    break;
                }
                case OpCode.LoadVectorList:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    va = x[p->N] + (ulong)p->Disp;
                    e = (ulong*)(rtlb + ((va >> 8) & 0x3FF0));
                    if ((va & VectorLists.AlignmentMask(p->Imm)) != 0 || va - e[0] > 0x1000UL - ((ulong)p->S << 2)) goto slow;
                    VectorLists.Copy((byte*)v + (p->D << 2), (byte*)(va + e[1]), p->S);
                    x[p->A] = (uint)(x[p->N] + x[p->M] + (ulong)((sbyte)p->C << 2));
                    break;
                }
                case OpCode.StoreVectorList:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    va = x[p->N] + (ulong)p->Disp;
                    e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0));
                    if ((va & VectorLists.AlignmentMask(p->Imm)) != 0 || va - e[0] > 0x1000UL - ((ulong)p->S << 2)) goto slow;
                    VectorLists.Copy((byte*)(va + e[1]), (byte*)v + (p->D << 2), p->S);
                    x[p->A] = (uint)(x[p->N] + x[p->M] + (ulong)((sbyte)p->C << 2));
                    break;
                }
                case OpCode.StoreMultiple:
                {
                    if (!TIsa.IsAArch32) goto slow;
                    va = x[p->N] + (ulong)(p->Disp >> 16); updated = x[p->N] + (ulong)((sbyte)p->S << 2);
                    e = (ulong*)(wtlb + ((va >> 8) & 0x3FF0));
                    if ((va & 3) != 0 || va - e[0] > 0x1000UL - ((ulong)p->C << 2)) goto slow;
                    RegisterList.Store(x, (uint*)(va + e[1]), p->Disp & 0xFFFF, p->A);
                    x[p->D] = updated;
                    break;
                }

                default:
                    if ((int)code >= OpTable.FirstDynamic)
                    {
                        delegate*<CpuState*, Op*, void> body = OpTable.Bodies[(int)code];
                        if (body != null)
                        {
                            body(s, p);
                            break;
                        }
                    }
                    goto slow;
            }
        next:
            if (TIsa.IsThumb)
            {
                int length = Info<TIsa>(p)->Length;
                p += length;
                start += length - 1;
            }
            else
            {
                p++;
            }
            continue;

        slow:
            s->Pc = pcPage + Offset<TIsa>(page, p);
            s->Retired += p - start + 1;
            if (TIsa.IsThumb)
            {
                // The length is taken first: the instruction may write over itself.
                p += SlowPath.RunThumb(engine, cpu, s, code, p, page, Info<TIsa>(p), out bool goOn);
                start = p;
                if (!goOn) return InterpreterExit.Redirected;
            }
            else
            {
                start = p + 1;
                if (!SlowPath.Run(engine, cpu, s, code, p, page)) return InterpreterExit.Redirected;
                if (s->PendingInterrupt != 0 || s->RunLimit == 0 || engine.HasRetired)
                {
                    s->Pc += 4;
                    if (TIsa.IsAArch32) s->Pc = (uint)s->Pc;
                    return InterpreterExit.Redirected;
                }
                p++;
            }
            rtlb = s->ReadTlb;
            wtlb = s->WriteTlb;
            continue;

        exchange:
            if ((target & 1) != (TIsa.IsThumb ? 1u : 0u))
            {
                // The other instruction set: another page of ops.
                s->Retired += p - start + 1;
                s->Thumb = (byte)(target & 1);
                s->Pc = target & ~1UL;
                return (++p->Heat & promotionMask) == 0 ? InterpreterExit.Promote : InterpreterExit.Lookup;
            }
            if (TIsa.IsThumb) target &= ~1UL;
            goto indirect;

        taken:
            t = (Op*)((byte*)p + ((long)p->Disp << 4 - TIsa.SlotShift));
            s->Retired += p - start + 1;
            if ((++p->Heat & promotionMask) == 0) engine.Promote(page, (int)(t - page));
            p = start = t;
            if (s->Retired < s->RunLimit) continue;
            s->Pc = pcPage + Offset<TIsa>(page, p);
            return InterpreterExit.Poll;

        takenFar:
            target = pcPage + Offset<TIsa>(page, p) + (ulong)(long)p->Disp;
            if (TIsa.IsAArch32) target = (uint)target;
        indirect:
            s->Retired += p - start + 1;
            if ((++p->Heat & promotionMask) == 0)
            {
                s->Pc = target;
                return InterpreterExit.Promote;
            }
        poll:
            if (s->Retired >= s->RunLimit)
            {
                s->Pc = target;
                return InterpreterExit.Poll;
            }
            f = (ulong*)(s->FetchTlb + ((target >> 8) & 0x1FF0));
            if (f[0] != ((target & ~0xFFFUL) | tag | (target & PcMask<TIsa>())))
            {
                s->Pc = target;
                return InterpreterExit.Lookup;
            }
            page = (Op*)f[1];
            pcPage = target & ~0xFFFUL;
            p = start = page + ((target & 0xFFF) >> TIsa.SlotShift);
        }
    }

    /// <summary>Prefix ops are pure: their bodies are all they need.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPrefix(CpuState* s, SlotInfo* info, ulong pcPage)
    {
        Op* op = info->Prefix;
        for (Op* end = op + info->PrefixCount; op < end; op++)
        {
            if (op->Code == (ushort)OpCode.Adr32) s->X[op->D] = (uint)(pcPage + (ulong)op->Imm);
            else OpTable.Bodies[op->Code](s, op);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void X<T>(ulong* x, Op* p) where T : struct, IX_X => x[p->D] = T.Eval(x[p->N]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void XX<T>(ulong* x, Op* p) where T : struct, IX_XX => x[p->D] = T.Eval(x[p->N], x[p->M]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void XI<T>(ulong* x, Op* p) where T : struct, IX_XI => x[p->D] = T.Eval(x[p->N], p->Imm);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void XXX<T>(ulong* x, Op* p) where T : struct, IX_XXX => x[p->D] = T.Eval(x[p->N], x[p->M], x[p->A]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void XXI<T>(ulong* x, Op* p) where T : struct, IX_XXI => x[p->D] = T.Eval(x[p->N], x[p->M], p->Imm);

    /// <summary>Byte offset of an op's instruction in its page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Offset<TIsa>(Op* page, Op* p) where TIsa : struct, IGuestIsa => (ulong)((byte*)p - (byte*)page >> 4 - TIsa.SlotShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SlotInfo* Info<TIsa>(Op* p) where TIsa : struct, IGuestIsa => (SlotInfo*)(p + (0x1000 >> TIsa.SlotShift) + CodePage.EndSlots);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PcMask<TIsa>() where TIsa : struct, IGuestIsa => (1UL << TIsa.SlotShift) - 1;

    /// <summary>What BL and BLX leave in R14.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Link<TIsa>(Op* page, Op* p, ulong pcPage) where TIsa : struct, IGuestIsa =>
        (uint)(pcPage + Offset<TIsa>(page, p + Info<TIsa>(p)->Length)) | (TIsa.IsThumb ? 1u : 0u);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Index(ulong m, Op* p) => p->C == 3 ? m << p->S : Operand.Extend(m, p->S | ((long)p->C << 8));

    private static bool Holds(CpuState* s, int condition) => ConditionFlags.Holds(s->FlagKind, s->FlagA, s->FlagB, condition);

    private static uint Carry(CpuState* s) => (ConditionFlags.Pack(s->FlagKind, s->FlagA, s->FlagB) >> 29) & 1;
}

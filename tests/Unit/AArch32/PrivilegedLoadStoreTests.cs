using Hyp.Jit.Compiler;
using Hyp.Jit.Runtime;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>Loads and stores that depend on mode, controls and translation: unprivileged ones, user registers, exception return, byte order, SWP, the ends of memory.</summary>
[TestFixture(TierMode.Interpreter)]
[TestFixture(TierMode.Jit)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed unsafe class PrivilegedLoadStoreTests(TierMode tier) : IDisposable
{
    private const uint User = PrivilegedMachine.User, Private = PrivilegedMachine.PrivilegedOnly;
    private readonly PrivilegedMachine machine = new(tier);

    private ulong* X => machine.State->X;

    public void Dispose() => machine.Dispose();

    [Test]
    public void Unprivileged_HasTheRightsOfUserMode()
    {
        (machine[User], machine[User + 4], machine[User + 8]) = (10, 11, 12);
        (X[1], X[2], X[5]) = (User, 4, 0x55);
        // ldrt r0, [r1], #4; ldrt r3, [r1], r2; ldrsbt r4, [r1], #-8; strt r5, [r1], #4
        machine.Run(0xE4B1_0004, 0xE6B1_3002, 0xE071_40D8, 0xE4A1_5004);
        Assert.That((machine.Faulted, X[0], X[3], X[4], X[1], machine[User]), Is.EqualTo((false, 10ul, 11ul, 12ul, (ulong)User + 4, 0x55u)));
    }

    [TestCase(0xE4B1_0004u, false, TestName = "ldrt of a page of PL1")]
    [TestCase(0xE4A1_0004u, true, TestName = "strt to a page of PL1")]
    public void Unprivileged_ToPrivilegedPage_Faults(uint word, bool write)
    {
        X[1] = Private + 8;
        // ldr r3, [r1] is allowed.
        machine.Run(0xE591_3000, word);
        Assert.That((machine.Faulted, machine.State->Mode, X[1]), Is.EqualTo((true, ProcessorMode.Abt, (ulong)Private + 8)));
        // DFSR: permission fault of a section, WnR; DFAR.
        Assert.That($"{(uint)machine.Cpu.Sys(Slot.EsrEl1) & 0xC0F:x}", Is.EqualTo(write ? "80d" : "d"));
        Assert.That($"{(uint)machine.Cpu.Sys(Slot.FarEl1):x}", Is.EqualTo($"{Private + 8:x}"));
    }

    /// <summary>The second page of the transfer faults: nothing has changed, and DFAR names the first word there.</summary>
    [TestCase(0xE8B1_002Cu, false, TestName = "Fault in ldm r1!, {r2, r3, r5}")]
    [TestCase(0xE8A1_002Cu, true, TestName = "Fault in stm r1!, {r2, r3, r5}")]
    [TestCase(0xE0C1_21D0u, false, TestName = "Fault in ldrd r2, r3, [r1], #16")]
    [TestCase(0xE0C1_21F0u, true, TestName = "Fault in strd r2, r3, [r1], #16")]
    [TestCase(0xE8D1_600Cu, false, TestName = "Fault in ldm r1, {r2, r3, sp, lr}^")]
    [TestCase(0xE8C1_600Cu, true, TestName = "Fault in stm r1, {r2, r3, sp, lr}^")]
    [TestCase(0xE491_2004u, false, 2, TestName = "Fault in ldr r2, [r1], #4 across pages")]
    [TestCase(0xE481_2004u, true, 2, TestName = "Fault in str r2, [r1], #4 across pages")]
    public void FaultInSecondPage_ChangesNothing(uint word, bool store, int misaligned = 0)
    {
        const uint Unmapped = Private + 0x10_0000;
        uint last = Unmapped - 4 + (uint)misaligned;
        (X[1], X[2], X[3], X[5]) = (last, 2, 3, 5);
        machine.Run(word);
        Assert.That((machine.Faulted, machine.State->Mode, X[1], X[2], X[3], X[5]), Is.EqualTo((true, ProcessorMode.Abt, (ulong)last, 2ul, 3ul, 5ul)));
        Assert.That($"{(uint)machine.Cpu.Sys(Slot.FarEl1):x}", Is.EqualTo($"{Unmapped:x}"));
        Assert.That($"{(uint)machine.Cpu.Sys(Slot.EsrEl1) & 0xC0F:x}", Is.EqualTo(store ? "805" : "5"), "translation fault of a section, WnR");
        Assert.That((machine[Unmapped - 4], BankedRegisters.Read(machine.State, ProcessorMode.Usr, 13)), Is.EqualTo((0u, 0u)));
    }

    [Test]
    public void LdmOfUserRegisters()
    {
        machine.Cpu.ChangeMode(ProcessorMode.Fiq, 0);
        (X[0], X[8], X[13], X[14]) = (User, 8, 13, 14);
        (machine[User], machine[User + 4], machine[User + 8], machine[User + 12]) = (1, 80, 130, 140);
        machine.Run(0xE8D0_6102); // ldm r0, {r1, r8, sp, lr}^
        Assert.That((machine.Faulted, X[1], X[8], X[13], X[14]), Is.EqualTo((false, 1ul, 8ul, 13ul, 14ul)));
        Assert.That(new[] { 8, 13, 14 }.Select(Usr), Is.EqualTo(new[] { 80u, 130u, 140u }));

        uint Usr(int register) => BankedRegisters.Read(machine.State, ProcessorMode.Usr, register);
    }

    [Test]
    public void StmOfUserRegisters()
    {
        foreach (int register in new[] { 8, 13, 14 }) BankedRegisters.Write(machine.State, ProcessorMode.Usr, register, (uint)register * 10);
        machine.Cpu.ChangeMode(ProcessorMode.Fiq, 0);
        (X[0], X[1], X[8], X[13]) = (User + 16, 1, 8, 13);
        machine.Run(0xE940_6102); // stmdb r0, {r1, r8, sp, lr}^
        Assert.That((machine.Faulted, machine[User], machine[User + 4], machine[User + 8], machine[User + 12]), Is.EqualTo((false, 1u, 80u, 130u, 140u)));
    }

    [TestCase(0xE8D0_6000u, TestName = "ldm r0, {sp, lr}^ in System mode")]
    [TestCase(0xE8FD_8001u, TestName = "ldm sp!, {r0, pc}^ in System mode")]
    public void UserRegisters_InSystemMode_AreUndefined(uint word)
    {
        machine.Cpu.ChangeMode(ProcessorMode.Sys, 0);
        (X[0], X[13]) = (User, User);
        machine.Run(word);
        Assert.That((machine.Faulted, machine.State->Mode), Is.EqualTo((true, ProcessorMode.Und)));
    }

    [Test]
    public void LdmReturn_GoesToUserMode()
    {
        const uint Target = User + 0x8000 + 4;
        BankedRegisters.Write(machine.State, ProcessorMode.Usr, 13, 0x1313);
        machine.Cpu.Sys(Slot.SpsrEl1) = 0x6000_0000 | ProcessorMode.Usr;
        X[13] = User;
        (machine[User], machine[User + 4]) = (7, Target);
        machine.Run(0xE8FD_8001, 0xE1A0_0000); // ldm sp!, {r0, pc}^; mov r0, r0
        Assert.That((machine.Faulted, machine.State->Mode, X[0], X[13]), Is.EqualTo((false, ProcessorMode.Usr, 7ul, 0x1313ul)));
        Assert.That((machine.State->Nzcv, BankedRegisters.Read(machine.State, ProcessorMode.Svc, 13)), Is.EqualTo((0x6000_0000u, User + 8)));
    }

    [Test]
    public void LdmReturn_ThatFaults_ChangesNothing()
    {
        machine.Cpu.Sys(Slot.SpsrEl1) = ProcessorMode.Usr;
        (X[0], X[13]) = (1, 0x6000_0000);
        machine.Run(0xE8FD_8001);
        Assert.That((machine.Faulted, machine.State->Mode, X[0]), Is.EqualTo((true, ProcessorMode.Abt, 1ul)));
        Assert.That(BankedRegisters.Read(machine.State, ProcessorMode.Svc, 13), Is.EqualTo(0x6000_0000));
    }

    [Test]
    public void BigEndianData()
    {
        machine.Cpu.ChangeMode(ProcessorMode.Svc, 1);
        (machine[User], machine[User + 4]) = (0x1122_3344, 0x5566_7788);
        (X[1], X[10], X[11]) = (User, 0xA1A2_A3A4, 0xB1B2_B3B4);
        // ldr r0, [r1]; ldrh r2, [r1]; ldrd r4, r5, [r1]; ldm r1, {r6, r7}; ldrexd r8, r9, [r1]; strexd r3, r10, r11, [r1]; strh r0, [r1, #8]; stm...
        machine.Run(0xE591_0000, 0xE1D1_20B0, 0xE1C1_40D0, 0xE891_00C0, 0xE1B1_8F9F, 0xE1A1_3F9A, 0xE1C1_00B8, 0xE1C1_A1F0);
        Assert.That(machine.Faulted, Is.False);
        Assert.That((X[0], X[2], X[4], X[5], X[6], X[7]), Is.EqualTo((0x4433_2211ul, 0x4433ul, 0x4433_2211ul, 0x8877_6655ul, 0x4433_2211ul, 0x8877_6655ul)));
        Assert.That((X[8], X[9], X[3]), Is.EqualTo((0x4433_2211ul, 0x8877_6655ul, 0ul)), "exclusives");
        Assert.That($"{machine[User]:x} {machine[User + 4]:x}", Is.EqualTo("a4a3a2a1 b4b3b2b1"), "the lower register at the lower address");
        Assert.That($"{machine[User + 8]:x} {machine[User + 16]:x} {machine[User + 20]:x}", Is.EqualTo("1122 a4a3a2a1 b4b3b2b1"));
    }

    [Test]
    public void Swp_IsEnabledBySctlrSw()
    {
        (X[1], X[2]) = (User, 0x1234_5678);
        (machine[User], machine[User + 4]) = (0xAABB_CCDD, 0x1122_3344);
        machine.Cpu.Sys(Slot.SctlrEl1) |= Sctlr.Sw;
        machine.Run(0xE101_0092, 0xE141_3092); // swp r0, r2, [r1]; swpb r3, r2, [r1]
        Assert.That((machine.Faulted, X[0], X[3], machine[User]), Is.EqualTo((false, 0xAABB_CCDDul, 0x78ul, 0x1234_5678u)));

        machine.Cpu.Sys(Slot.SctlrEl1) &= ~Sctlr.Sw;
        machine.Run(0xE101_0092);
        Assert.That((machine.Faulted, machine.State->Mode, machine[User]), Is.EqualTo((true, ProcessorMode.Und, 0x1234_5678u)));
    }

    /// <summary>Twice each, so that what the first brings into the SoftTlb is there for the second.</summary>
    [Test]
    public void WriteBack_WrapsAtBothEndsOfMemory()
    {
        (machine[4], machine[8], machine[0xFFFF_FFFC]) = (4, 8, 12);
        (X[1], X[2], X[3], X[4]) = (4, 8, 0xFFFF_FFFC, 0xFFFF_FFFC);
        // ldr r5, [r1], #-8; ldr r6, [r2], #-16; ldr r7, [r3], #8; str r7, [r4], #4
        machine.Run(0xE411_5008, 0xE412_6010, 0xE493_7008, 0xE484_7004);
        Assert.That((machine.Faulted, X[5], X[6], X[7]), Is.EqualTo((false, 4ul, 8ul, 12ul)));
        Assert.That((X[1], X[2], X[3], X[4]), Is.EqualTo((0xFFFF_FFFCul, 0xFFFF_FFF8ul, 4ul, 0ul)));

        (machine[0], machine[0xFFFF_FFFC]) = (21, 20);
        (X[1], X[4]) = (0xFFFF_FFFC, 4);
        // ldm r1!, {r2, r3}; stmdb r4!, {r5, r6}; ldrd r8, r9, [r4], #-8
        machine.Run(0xE8B1_000C, 0xE924_0060, 0xE044_80D8);
        Assert.That((machine.Faulted, X[1], X[2], X[3], X[4]), Is.EqualTo((false, 4ul, 20ul, 21ul, 0xFFFF_FFF4ul)));
        Assert.That((X[8], X[9], machine[0xFFFF_FFFC], machine[0]), Is.EqualTo((4ul, 8ul, 4u, 8u)));
    }
}

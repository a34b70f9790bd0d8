using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;
using Hyp.Jit.Tests.Unit.Board;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Boot;

/// <summary>Guests that do what no guest should: the outcome is the architecture's or a reported stop, the same on every tier, and never the host's trouble.</summary>
[Category("Boot")]
public class HostileGuestTests
{
    private const long Plenty = 300_000;
    private const int Rounds = 12;
    /// <summary>2 KiB aligned, behind the code.</summary>
    private const ulong Vectors = BoardGuests.Entry + 0x800;
    private const ulong SameLevelSync = Vectors + 0x200;
    private const ulong LowerLevelSync = Vectors + 0x400;

    /// <summary>In a hole of the board's map, and inside the 44 bits of physical address.</summary>
    private const ulong Nothing = 0x10_0000_0000;

    private const uint SetVectors = 0xD51C_C000; // msr vbar_el2, x0
    private const uint JumpX1 = 0xD61F_0020; // br x1
    private const uint LoadX1 = 0xF940_0022; // ldr x2, [x1]
    private const uint StoreX1 = 0xF900_0022; // str x2, [x1]
    private const uint Eret = 0xD69F_03E0; // eret
    private const uint Nop = 0xD503_201F; // nop
    private const uint Isb = 0xD503_3FDF; // isb
    private const uint Loop = 0x1400_0000; // b .
    private const uint Svc = 0xD400_0001; // svc #0
    private const uint Wfi = 0xD503_207F; // wfi

    private static readonly (ulong From, ulong Size)[] DeviceRanges =
    [
        (BoardMap.GicDistributorBase, 0x4_0000), (BoardMap.GicRedistributorBase, 0x2_0000), (BoardMap.UartBase, 0x1000), (BoardMap.RtcBase, 0x1000),
        (BoardMap.GpioBase, 0x1000), (BoardMap.FwCfgBase, 0x100), (BoardMap.VirtioBase, BoardMap.VirtioCount * BoardMap.VirtioStride),
    ];

    /// <summary>Returns behind the instruction that was refused.</summary>
    private static readonly uint[] SkipOver =
    [
        0xD53C_4029, // mrs x9, elr_el2
        0x9100_1129, // add x9, x9, #4
        0xD51C_4029, // msr elr_el2, x9
        Eret,
    ];

    [TestCase(JumpX1, Nothing, 0x8600_0010U, TestName = "Jump_ToNothing_IsAnExternalAbort")]
    [TestCase(JumpX1, 0xDEAD_0000_0000UL, 0x8600_0000U, TestName = "Jump_BeyondPhysicalAddresses_IsAnAddressSizeFault")]
    [TestCase(JumpX1, BoardMap.UartBase, 0x8600_0010U, TestName = "Jump_IntoADevice_IsAnExternalAbort")]
    [TestCase(JumpX1, BoardGuests.Entry + 2, 0x8A00_0000U, TestName = "Jump_ToNoWord_IsAPcAlignmentFault")]
    [TestCase(LoadX1, Nothing, 0x9600_0010U, TestName = "Load_FromNothing_IsAnExternalAbort")]
    [TestCase(StoreX1, Nothing, 0x9600_0050U, TestName = "Store_ToNothing_IsAnExternalAbort")]
    [TestCase(LoadX1, BoardGuests.Entry + 1, 0x9600_0021U, TestName = "Load_UnalignedWithoutMmu_IsAnAlignmentFault")]
    [TestCase(LoadX1, 0xFFFF_FFFF_FFFF_FFF8UL, 0x9600_0000U, TestName = "Load_AtTheEndOfAddresses_IsAnAddressSizeFault")]
    public void Access_Refused_ReachesTheVector(uint word, ulong address, uint syndrome)
    {
        foreach (ExecutionTier tier in Enum.GetValues<ExecutionTier>())
        {
            using Machine machine = Guest(tier, [SetVectors, word]);
            machine.Cpus[0].WriteX(1, address);
            Assert.That(machine.Run(Plenty).Reason, Is.EqualTo(StopReason.InstructionLimit));
            Cpu cpu = machine.Cpus[0];
            Assert.Multiple(() =>
            {
                Assert.That(cpu.Pc, Is.EqualTo(SameLevelSync), $"{tier}");
                Assert.That(cpu.ReadSystemRegister("ESR_EL2"), Is.EqualTo(syndrome), $"{tier}");
                Assert.That(cpu.ReadSystemRegister("FAR_EL2"), Is.EqualTo(address), $"{tier}");
                Assert.That(cpu.ReadSystemRegister("ELR_EL2"), Is.EqualTo(word == JumpX1 ? address : BoardGuests.Entry + 4), $"{tier}");
            });
        }
    }

    /// <summary>Vectors that cannot be fetched execute nothing, ever: that is reported and does not eat the instructions asked for.</summary>
    [Test]
    public void Vectors_InNothing_AreReportedAsALoop([Values] ExecutionTier tier)
    {
        using Machine machine = Guest(tier, [SetVectors, Svc]);
        machine.Cpus[0].WriteX(0, Nothing);
        Assert.That(machine.Run(TimeSpan.FromMinutes(1)).Reason, Is.EqualTo(StopReason.ExceptionLoop));
        Assert.That(machine.Cpus[0].RecentEvents, Has.All.Contain("InstructionAbortSameLevel"));
        Assert.That(machine.Run(100).Reason, Is.EqualTo(StopReason.ExceptionLoop), "and again, when asked to go on");
    }

    /// <summary>A vector that raises its own exception makes no progress either, but executes: the run ends where it should.</summary>
    [Test]
    public void Vector_ThatRaisesItself_EndsByAnyLimit([Values] ExecutionTier tier, [Values(Svc, 0U)] uint word)
    {
        using Machine machine = Guest(tier, [SetVectors, Svc], (SameLevelSync, [word]));
        StopReason reason = machine.Run(Plenty).Reason;
        Assert.That(reason, Is.EqualTo(StopReason.InstructionLimit).Or.EqualTo(StopReason.ExceptionLoop));
        reason = machine.Run(TimeSpan.FromMilliseconds(100)).Reason;
        Assert.That(reason, Is.EqualTo(StopReason.Timeout).Or.EqualTo(StopReason.ExceptionLoop));
        Assert.That(machine.Cpus[0].Pc, Is.EqualTo(SameLevelSync).Or.EqualTo(SameLevelSync + 4));
    }

    [Test]
    public void Wait_ForNothing_IsIdleOrTimesOut([Values] bool deterministic)
    {
        using Machine machine = new MachineBuilder().Memory(16).Deterministic(deterministic).Kernel("guest", BoardGuests.Bytes([Wfi, Loop])).RawAddress(BoardGuests.Entry).Build();
        Assert.That(machine.Run(TimeSpan.FromMilliseconds(200)).Reason, Is.EqualTo(deterministic ? StopReason.Idle : StopReason.Timeout));
    }

    [Test]
    public void Stop_FromAnotherThread_EndsATightLoop([Values] ExecutionTier tier)
    {
        using Machine machine = new MachineBuilder().Memory(16).Tier(tier).Kernel("guest", BoardGuests.Bytes([Loop])).RawAddress(BoardGuests.Entry).Build();
        using Timer stop = new(_ => machine.Stop(), null, 100, Timeout.Infinite);
        Assert.That(machine.Run(TimeSpan.FromMinutes(1)).Reason, Is.EqualTo(StopReason.Stopped));
    }

    /// <summary>Every stage 1 configuration that a register can hold, with tables that are no tables.</summary>
    [Test]
    public void Stage1_Nonsense_IsTheSameOnEveryTier()
    {
        // msr ttbr0_el2, x1; msr tcr_el2, x2; msr mair_el2, x3; msr sctlr_el2, x4
        uint[] words = [SetVectors, 0xD51C_2001, 0xD51C_2042, 0xD51C_A203, 0xD51C_1004, Isb, LoadX1, JumpX1];
        AgreeOnNonsense(words, registers: 4, seed: 1);
    }

    /// <summary>The same for stage 2, and what a guest at EL1 or EL0 makes of it.</summary>
    [Test]
    public void Stage2_Nonsense_IsTheSameOnEveryTier()
    {
        // msr vttbr_el2, x1; msr vtcr_el2, x2; msr elr_el2, x3; msr hcr_el2, x4; msr spsr_el2, x5
        uint[] words = [SetVectors, 0xD51C_2101, 0xD51C_2142, 0xD51C_4023, 0xD51C_1104, 0xD51C_4005, Eret];
        AgreeOnNonsense(words, registers: 5, seed: 2);
    }

    [Test]
    public void Stage2_WithoutTables_FaultsTheFirstFetch([Values] ExecutionTier tier)
    {
        // msr vtcr_el2, x2; msr vttbr_el2, x1; msr hcr_el2, x4; msr elr_el2, x3; msr spsr_el2, x5
        using Machine machine = Guest(tier, [SetVectors, 0xD51C_2142, 0xD51C_2101, 0xD51C_1104, 0xD51C_4023, 0xD51C_4005, Eret]);
        Cpu cpu = machine.Cpus[0];
        cpu.WriteX(1, BoardGuests.Entry + 0x10_0000); // Zeros: no entry is valid.
        cpu.WriteX(2, 0x8004_3558); // 40 bits from level 1, 4 KiB granule
        cpu.WriteX(3, BoardGuests.Entry);
        cpu.WriteX(4, 0x8000_0001); // RW, VM
        cpu.WriteX(5, 0x3C5); // EL1h, masked
        machine.Run(Plenty);
        Assert.That(cpu.Pc, Is.EqualTo(LowerLevelSync));
        // An instruction abort from a lower level, translation fault at level 1, at the IPA of the fetch.
        Assert.That(cpu.ReadSystemRegister("ESR_EL2") & 0xFC00_003F, Is.EqualTo(0x8000_0005));
        Assert.That(cpu.ReadSystemRegister("HPFAR_EL2"), Is.EqualTo(BoardGuests.Entry >> 12 << 4));
    }

    /// <summary>Each writable register in turn with whatever it can hold; the guest carries on behind each refusal.</summary>
    [Test]
    public void SystemRegisters_AnyValue_IsTheSameOnEveryTier([Values(2, 3)] int gic)
    {
        List<uint> words = [SetVectors];
        foreach (SystemRegister row in SystemRegisterTable.ByIndex)
        {
            // Not those that take the guest elsewhere: translation, vectors and exception return have tests of their own.
            if (row.WritableFrom is not null && !row.AArch32Only && row.Name is not ("SCTLR_EL2" or "VBAR_EL2" or "ELR_EL2" or "SPSR_EL2" or "HCR_EL2" or "SPSel"))
            {
                words.Add(0xD500_0000 | ((uint)row.Encoding << 5) | (uint)(1 + (words.Count % 8))); // msr row, x1..x8
            }
        }

        Assert.That(words, Has.Count.GreaterThan(150));
        AgreeOnNonsense([.. words], registers: 8, seed: 3, gic);
    }

    /// <summary>Words to every place of every device, in every size, up and down.</summary>
    [Test]
    public void Devices_AnyAccess_IsTheSameOnEveryTier([Values(2, 3)] int gic)
    {
        uint[] words =
        [
            SetVectors,
            0xD503_4FFF, // msr daifclr, #15
            0xB900_0022, // again: str w2, [x1]
            0xB940_0027, // ldr w7, [x1]
            0x3900_0422, // strb w2, [x1, #1]
            0x7940_0427, // ldrh w7, [x1, #2]
            0xF900_0022, // str x2, [x1]
            0x9B04_0C42, // madd x2, x2, x4, x3
            0x8B05_0021, // add x1, x1, x5
            0xEB06_003F, // cmp x1, x6
            0x54FF_FF03, // b.lo again
            Loop,
        ];
        foreach ((ulong from, ulong size) in DeviceRanges)
        {
            ulong to = from + size;
            Agree(words, gic, (cpu, random) =>
            {
                cpu.WriteX(1, from);
                cpu.WriteX(2, random.NextUInt64());
                cpu.WriteX(3, 0x1_4051_B9A5_C0DF | 1);
                cpu.WriteX(4, 0x5851_F42D_4C95_7F2D);
                cpu.WriteX(5, size > 0x1_0000 ? 0xCUL : 4);
                cpu.WriteX(6, to);
            }, new DeterministicRandom(from), $"0x{from:x}");
        }
    }

    private static void AgreeOnNonsense(uint[] words, int registers, ulong seed, int gic = 3)
    {
        DeterministicRandom random = new(seed);
        for (int round = 0; round < Rounds; round++)
        {
            Agree(words, gic, (cpu, values) =>
            {
                for (int i = 1; i <= registers; i++)
                {
                    cpu.WriteX(i, values.Pick<ulong>([values.NextUInt64(), values.NextUInt64() & values.NextUInt64(), ulong.MaxValue, 0, BoardGuests.Entry, Nothing]));
                }
            }, new DeterministicRandom(random.NextUInt64()), $"seed {seed}, round {round}");
        }
    }

    /// <summary>Runs a guest on every tier, from registers that <paramref name="prepare"/> draws, and compares where they end.</summary>
    private static void Agree(uint[] words, int gic, Action<Cpu, DeterministicRandom> prepare, DeterministicRandom random, string what)
    {
        (RunResult Result, ulong Hash)? first = null;
        foreach (ExecutionTier tier in Enum.GetValues<ExecutionTier>())
        {
            using Machine machine = Guest(tier, words, gic, (SameLevelSync, SkipOver), (LowerLevelSync, SkipOver), (Vectors, SkipOver));
            prepare(machine.Cpus[0], random);
            RunResult result = machine.Run(Plenty);
            Assert.That(result.Reason, Is.AnyOf(StopReason.InstructionLimit, StopReason.ExceptionLoop, StopReason.Idle, StopReason.PoweredOff), what);
            first ??= (result, machine.StateHash());
            Assert.That((result, machine.StateHash()), Is.EqualTo(first), $"{what}, {tier}: {string.Join('\n', machine.Cpus[0].RecentEvents)}");
        }
    }

    private static Machine Guest(ExecutionTier tier, uint[] words, params (ulong Address, uint[] Words)[] handlers) => Guest(tier, words, 3, handlers);

    /// <summary>A machine with the words at its entry, X0 holding the vectors' address, and "b ." in each vector that has no handler.</summary>
    private static Machine Guest(ExecutionTier tier, uint[] words, int gic, params (ulong Address, uint[] Words)[] handlers)
    {
        uint[] image = new uint[(Vectors - BoardGuests.Entry + 0x800) / 4];
        Array.Fill(image, Nop);
        words.CopyTo(image, 0);
        image[words.Length] = Loop;
        for (ulong vector = Vectors; vector < Vectors + 0x800; vector += 0x80)
        {
            image[(vector - BoardGuests.Entry) / 4] = Loop;
        }

        foreach ((ulong address, uint[] handler) in handlers)
        {
            handler.CopyTo(image, (int)(address - BoardGuests.Entry) / 4);
        }

        Machine machine = BoardGuests.Builder(image).Gic(gic).Tier(tier).Build();
        machine.Cpus[0].WriteX(0, Vectors);
        return machine;
    }
}

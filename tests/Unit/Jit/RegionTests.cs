using Hyp.Jit.Tests.Unit.Board;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Jit;

/// <summary>What regions do on their own, seen through whole machines.</summary>
public class RegionTests
{
    private const int Passes = 4000;

    /// <summary>Drops to EL1 with X10 in HCR_EL2 and sums DCZID_EL0 over 4000 passes in X4.</summary>
    private static readonly uint[] ReadsInLoop =
    [
        0xD2B0_0002, // MOV X2, #0x80000000
        0xAA0A_0042, // ORR X2, X2, X10
        0xD51C_1102, // MSR HCR_EL2, X2
        0xD280_78A2, // MOV X2, #0x3C5
        0xD51C_4002, // MSR SPSR_EL2, X2
        0x1000_0062, // ADR X2, 1f
        0xD51C_4022, // MSR ELR_EL2, X2
        0xD69F_03E0, // ERET
        0xD281_F405, // 1: MOV X5, #4000
        0xD53B_00E3, // 2: MRS X3, DCZID_EL0
        0xD53B_0026, // MRS X6, CTR_EL0
        0x8B03_0084, // ADD X4, X4, X3
        0xF100_04A5, // SUBS X5, X5, #1
        0x54FF_FF81, // B.NE 2b
        0x1400_0000, // B .
    ];

    [TestCase(0UL, 4UL, TestName = "Dczid_NothingTraps_IsReadInsideTheRegion")]
    [TestCase(1UL << 28, 0x14UL, TestName = "Dczid_HcrTdz_LeavesTheRegionAndSaysProhibited")]
    public void Dczid_AtEl1(ulong hcr, ulong expected)
    {
        foreach (ExecutionTier tier in Enum.GetValues<ExecutionTier>())
        {
            using Hyp.Jit.Machine machine = BoardGuests.Builder(ReadsInLoop).Tier(tier).Build();
            machine.Cpus[0].WriteX(10, hcr);
            machine.Run(9 + (Passes * 5) + 10);
            Assert.Multiple(() =>
            {
                Assert.That(machine.Cpus[0].ReadX(4), Is.EqualTo(expected * Passes), $"{tier}");
                Assert.That(machine.Cpus[0].ReadX(6), Is.EqualTo(0x8444_C004UL), $"{tier}");
            });
            if (tier == ExecutionTier.Jit)
            {
                // Tier 0 runs one instruction of a pass where the region may not.
                Assert.That(machine.Statistics.SideExits.GetValueOrDefault("Slow"), hcr == 0 ? Is.LessThan(Passes / 2) : Is.AtLeast(Passes / 2));
            }
        }
    }
}

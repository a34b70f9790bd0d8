using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.AArch32;

/// <summary>LDREX and STREX of all sizes, SWP.</summary>
[TestFixtureSource(typeof(Tier), nameof(Tier.All))]
internal sealed class LoadStoreExclusiveTests(Tier tier)
{
    private const uint Base = A32Runner.ScratchAddress + 0x1800;

    private readonly A32Runner runner = tier.CreateA32Runner();

    [OneTimeTearDown]
    public void TearDown() => runner.Dispose();

    [TestCase(0xE191_0F9Fu, 0xE181_2F93u, 0xFFFF_FFFFu, TestName = "ldrex, strex")]
    [TestCase(0xE1D1_0F9Fu, 0xE1C1_2F93u, 0xFFu, TestName = "ldrexb, strexb")]
    [TestCase(0xE1F1_0F9Fu, 0xE1E1_2F93u, 0xFFFFu, TestName = "ldrexh, strexh")]
    [TestCase(0xE191_0E9Fu, 0xE181_2E93u, 0xFFFF_FFFFu, TestName = "ldaex, stlex")]
    public void Pair_Stores_AndAloneDoesNot(uint load, uint store, uint mask)
    {
        const uint Data = 0x1234_5678;
        A32Case.Run(runner, load, store).With(r1: Base, r2: 9, r3: Data).Expect(r0: Word(0x1800) & mask, r2: 0)
            .ExpectMemory(0x1800, (Word(0x1800) & ~mask) | (Data & mask));
        A32Case.Run(runner, store).With(r1: Base, r2: 9, r3: Data).Expect(r2: 1).ExpectMemory(0x1800, Word(0x1800));
        // The second store finds the monitor open.
        A32Case.Run(runner, load, store, store).With(r1: Base, r3: Data).Expect(r2: 1);
    }

    [Test]
    public void Doubleword_LowWordFirst() =>
        A32Case.Run(runner, 0xE1B1_4F9F, 0xE1A1_2F96).With(r1: Base, r2: 9, r6: 6, r7: 7).Expect(r2: 0, r4: Word(0x1800), r5: Word(0x1804))
            .ExpectMemory(0x1800, 6).ExpectMemory(0x1804, 7);

    [Test]
    public void T32_HasAnOffset()
    {
        A32Case.RunThumb(runner, 0xE851_0F02, 0xE841_3202).With(r1: Base, r2: 9, r3: 3).Expect(r0: Word(0x1808), r2: 0).ExpectMemory(0x1808, 3);
        A32Case.RunThumb(runner, 0xE8D1_497F, 0xE8C1_6772).With(r1: Base, r6: 6, r7: 7).Expect(r2: 0, r4: Word(0x1800), r9: Word(0x1804)).ExpectMemory(0x1804, 7);
    }

    [Test]
    public void Swp_ByControlBit()
    {
        A32Case.Run(runner, 0xE101_0092).With(r1: Base, r2: 2).ExpectException(ExceptionClass.Unknown, 0);
    }

    private static uint Word(int offset) => BitConverter.ToUInt32(CaseMemory.Background[offset..]);
}

using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ProcessorMode;

namespace Hyp.Jit.Tests.Unit.Cpu;

public unsafe class BankedRegisterTests
{
    // ARMv7 ARM figure B1-2: whose R8-R12, R13 and R14 a mode has.
    private static readonly (byte Mode, string R8, string R13, string R14)[] Banks =
    [
        (Usr, "usr", "usr", "usr"), (Sys, "usr", "usr", "usr"), (Svc, "usr", "svc", "svc"), (Abt, "usr", "abt", "abt"), (Und, "usr", "und", "und"),
        (Irq, "usr", "irq", "irq"), (Fiq, "fiq", "fiq", "fiq"), (ProcessorMode.Hyp, "usr", "hyp", "usr"),
    ];

    // Arm ARM D1.20.1, from X8 on.
    private static readonly string[] MappedToX =
    [
        "r8usr", "r9usr", "r10usr", "r11usr", "r12usr", "r13usr", "r14usr", "r13hyp", "r14irq", "r13irq", "r14svc", "r13svc", "r14abt", "r13abt",
        "r14und", "r13und", "r8fiq", "r9fiq", "r10fiq", "r11fiq", "r12fiq", "r13fiq", "r14fiq",
    ];

    private static IEnumerable<byte> Modes => Banks.Select(b => b.Mode);

    [Test]
    public void EachMode_HasItsRegisters([ValueSource(nameof(Modes))] byte from, [ValueSource(nameof(Modes))] byte to)
    {
        VirtualCpu cpu = new(0, new CpuOptions(AArch32Cpus.Armv7));
        CpuState* state = cpu.State;
        cpu.ChangeMode(from, 0);
        for (int i = 0; i < 8; i++) state->X[i] = (uint)i;
        var values = new Dictionary<string, uint>();
        foreach ((byte mode, _, _, _) in Banks)
        {
            for (int i = 8; i < 15; i++)
            {
                values[NameOf(mode, i)] = (uint)(values.Count + 100);
                BankedRegisters.Write(state, mode, i, values[NameOf(mode, i)]);
            }
        }

        cpu.ChangeMode(to, 0);

        for (int i = 0; i < 15; i++)
        {
            Assert.That(state->X[i], Is.EqualTo(i < 8 ? (uint)i : values[NameOf(to, i)]), $"R{i}");
        }
        foreach ((byte mode, _, _, _) in Banks)
        {
            for (int i = 8; i < 15; i++)
            {
                Assert.That(BankedRegisters.Read(state, mode, i), Is.EqualTo(values[NameOf(mode, i)]), NameOf(mode, i));
            }
        }
    }

    [Test]
    public void AArch64_SeesAllOfThemAsXRegisters([ValueSource(nameof(Modes))] byte current)
    {
        VirtualCpu cpu = new(0, new CpuOptions(AArch32Cpus.Armv7));
        CpuState* state = cpu.State;
        cpu.ChangeMode(current, 0);
        var values = new Dictionary<string, uint>();
        foreach ((byte mode, _, _, _) in Banks)
        {
            for (int i = 8; i < 15; i++)
            {
                values[NameOf(mode, i)] = 0x8000_0000 + (uint)values.Count;
                BankedRegisters.Write(state, mode, i, values[NameOf(mode, i)]);
            }
        }

        BankedRegisters.ToAArch64(state, current);

        for (int i = 8; i <= 30; i++)
        {
            Assert.That(state->X[i], Is.EqualTo(values[MappedToX[i - 8]]), $"X{i}");
        }
    }

    [Test]
    public void AArch64Registers_ComeBackWhereAArch32DidNotTouchThem([ValueSource(nameof(Modes))] byte mode)
    {
        VirtualCpu cpu = new(0);
        CpuState* state = cpu.State;
        for (int i = 0; i < 31; i++) state->X[i] = 0xAAAA_0000_0000_0000 | (uint)i;

        BankedRegisters.FromAArch64(state, mode);
        for (int i = 0; i < 31; i++) Assert.That(state->X[i] >> 32, Is.Zero, $"X{i} in AArch32");
        BankedRegisters.ToAArch64(state, mode);

        string[] current = [.. Enumerable.Range(8, 7).Select(i => NameOf(mode, i))];
        for (int i = 0; i < 31; i++)
        {
            bool seen = i < 8 || current.Contains(MappedToX[i - 8]);
            Assert.That(state->X[i], Is.EqualTo((seen ? 0 : 0xAAAA_0000_0000_0000) | (uint)i), $"X{i}");
        }
    }

    private static string NameOf(byte mode, int register)
    {
        (_, string r8, string r13, string r14) = Array.Find(Banks, b => b.Mode == mode);
        return $"r{register}{(register == 14 ? r14 : register == 13 ? r13 : r8)}";
    }
}

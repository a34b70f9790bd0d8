using Hyp.Jit.Runtime;
using NUnit.Framework;
using static Hyp.Jit.Runtime.ExceptionLevel;

namespace Hyp.Jit.Tests.Unit.Cpu;

public unsafe class VirtualCpuTests
{
    [Test]
    public void Reset_WithEl2_StartsThereMasked()
    {
        VirtualCpu cpu = new(0);
        cpu.State->X[7] = 1;
        cpu.Sys(Slot.HcrEl2) = ulong.MaxValue;
        cpu.Reset(0x4008_0000, x0: 0x4800_0000);
        Assert.That((cpu.CurrentEl, cpu.State->SpSel, cpu.State->Daif, cpu.State->Pc), Is.EqualTo((EL2, (byte)1, Daif.All, 0x4008_0000UL)));
        Assert.That((cpu.State->X[0], cpu.State->X[7]), Is.EqualTo((0x4800_0000UL, 0UL)));
        Assert.That((cpu.Sys(Slot.HcrEl2), cpu.Sys(Slot.VttbrEl2)), Is.EqualTo((0UL, 0UL)));
    }

    [Test]
    public void Reset_AtEl1OfAMachineWithEl2_IsAArch64ThereToo()
    {
        VirtualCpu cpu = new(0);
        cpu.Reset(0, EL1);
        Assert.That((cpu.CurrentEl, cpu.Sys(Slot.HcrEl2)), Is.EqualTo((EL1, Hcr.Rw)));
    }

    [Test]
    public void Reset_WithoutEl2_StartsAtEl1() => Assert.That(new VirtualCpu(0, CpuOptions.Default with { HasEl2 = false }).CurrentEl, Is.EqualTo(EL1));

    [TestCase((int)Slot.SctlrEl1, 0x00C5_0838UL)]
    [TestCase((int)Slot.SctlrEl2, 0x30C5_0830UL)]
    [TestCase((int)Slot.MdcrEl2, 6UL)]
    [TestCase((int)Slot.VpidrEl2, 0x411F_D070UL)]
    [TestCase((int)Slot.VmpidrEl2, 0x8000_0003UL)]
    [TestCase((int)Slot.CnthctlEl2, 3UL)]
    [TestCase((int)Slot.CntfrqEl0, 62_500_000UL)]
    [TestCase((int)Slot.OslsrEl1, 0xAUL)]
    public void Reset_Value(int slot, ulong value) => Assert.That(new VirtualCpu(3).Sys((Slot)slot), Is.EqualTo(value));

    [TestCase(3, 17, 0x8000_0101UL)]
    [TestCase(2, 9, 0x8000_0101UL)]
    public void Mpidr_ClustersFollowTheGic(int gicVersion, int index, ulong mpidr) =>
        Assert.That((CpuOptions.Default with { GicVersion = gicVersion }).Mpidr(index), Is.EqualTo(mpidr));

    [Test]
    public void SpSel_SwapsStackPointers()
    {
        VirtualCpu cpu = new(0);
        cpu.State->X[31] = 2;
        cpu.Sys(Slot.SpEl0) = 1;
        cpu.SelectStackPointer(0);
        Assert.That((cpu.State->X[31], cpu.ReadStackPointer(EL2)), Is.EqualTo((1UL, 2UL)));
        cpu.SelectStackPointer(1);
        Assert.That(cpu.State->X[31], Is.EqualTo(2));
    }

    [Test]
    public void Snapshot_RestoresEverythingASaveTells()
    {
        VirtualCpu cpu = new(1);
        cpu.Sys(Slot.HcrEl2) = Hcr.Rw | Hcr.Imo;
        cpu.EnterLevel(EL1, 0);
        cpu.State->Pc = 0xFFFF_8000_1234_5678;
        cpu.State->X[3] = 0x33;
        cpu.State->V[5] = 0x55;
        cpu.State->FlagKind = FlagKind.Sub64;
        cpu.State->FlagA = cpu.State->FlagB = 9;
        cpu.State->Retired = 123;
        cpu.Halt();
        cpu.SetInterrupt(InterruptInput.Fiq, true);
        byte[] saved = Save(cpu);

        VirtualCpu copy = new(1);
        copy.Restore(new BinaryReader(new MemoryStream(saved)));

        Assert.That(Save(copy), Is.EqualTo(saved));
        Assert.That((copy.State->Nzcv, copy.CurrentEl, copy.IsRaised(InterruptInput.Fiq)), Is.EqualTo((ConditionFlags.Z | ConditionFlags.C, EL1, true)));
    }

    [Test]
    public void Snapshot_OfAnotherModel_IsRefused()
    {
        VirtualCpu a53 = new(0, new CpuOptions(CpuModel.CortexA53));
        Assert.That(() => new VirtualCpu(0).Restore(new BinaryReader(new MemoryStream(Save(a53)))), Throws.InstanceOf<InvalidDataException>());
    }

    private static byte[] Save(VirtualCpu cpu)
    {
        MemoryStream stream = new();
        cpu.Save(new BinaryWriter(stream));
        return stream.ToArray();
    }
}

using Hyp.Jit.Runtime;

namespace Hyp.Jit.Tests.Unit.Cpu;

/// <summary>PEs in AArch32, without a machine around them.</summary>
internal static unsafe class AArch32Cpus
{
    public const uint Code = 0x8000, Vectors = 0x10_0000, HypVectors = 0x20_0000;

    public static CpuModel Armv7 { get; } = CpuModel.CortexA57 with { AArch64 = false };

    /// <summary>An Armv7 core in a mode, everything unmasked.</summary>
    public static VirtualCpu InMode(byte mode, bool hasEl2 = true)
    {
        VirtualCpu cpu = new(0, new CpuOptions(Armv7) { HasEl2 = hasEl2 });
        cpu.Reset(Code);
        if (hasEl2 && mode != ProcessorMode.Hyp)
        {
            Cpsr.Return(cpu, mode, Code);
        }
        else
        {
            cpu.ChangeMode(mode, 0);
        }
        cpu.State->Daif = 0;
        Prepare(cpu);
        return cpu;
    }

    /// <summary>An Armv8 core whose AArch64 EL2 runs an AArch32 guest, in a mode of that.</summary>
    public static VirtualCpu UnderAArch64El2(byte mode)
    {
        VirtualCpu cpu = new(0);
        cpu.Reset(0x4000);
        cpu.Sys(Slot.SpsrEl2) = mode;
        cpu.Sys(Slot.ElrEl2) = Code;
        cpu.EretFrom();
        Prepare(cpu);
        return cpu;
    }

    /// <summary>An Armv8 core whose AArch64 EL1 runs an AArch32 application.</summary>
    public static VirtualCpu UnderAArch64El1()
    {
        VirtualCpu cpu = new(0);
        cpu.Reset(0x4000);
        cpu.Sys(Slot.HcrEl2) = Hcr.Rw;
        cpu.EnterLevel(ExceptionLevel.EL1, 1);
        cpu.Sys(Slot.SpsrEl1) = ProcessorMode.Usr;
        cpu.Sys(Slot.ElrEl1) = Code;
        cpu.EretFrom();
        Prepare(cpu);
        return cpu;
    }

    private static void Prepare(VirtualCpu cpu)
    {
        cpu.Sys(Slot.VbarEl1) = Vectors;
        cpu.Sys(Slot.VbarEl2) = HypVectors;
        cpu.Sys(Slot.SctlrEl1) = 0;
        cpu.Sys(Slot.SctlrEl2) = 0;
    }
}

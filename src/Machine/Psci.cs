using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>What PSCI knows of a PE; the values are those of AFFINITY_INFO.</summary>
internal enum PowerState : byte
{
    On,
    Off,
    OnPending,
}

/// <summary>
/// PSCI 1.1 (Arm DEN 0022) in place of firmware at EL3, with QEMU's answers: functions of 0.1 and 0.2 included, everything else, SMCCC_VERSION
/// among it, is NOT_SUPPORTED.
/// </summary>
internal sealed unsafe class Psci : IFirmware, ISnapshotPart
{
    private const ulong Version11 = 0x0001_0001;
    private const ulong NotSupported = ulong.MaxValue, InvalidParameters = ulong.MaxValue - 1, AlreadyOn = ulong.MaxValue - 3, OnPendingError = ulong.MaxValue - 4;
    private const ulong MigrationNotRequired = 2;
    /// <summary>Bits of a power state that ask for more than standby (DEN 0022, 5.4.2); no deeper state exists here.</summary>
    private const ulong DeeperPowerState = 0xFFFE_0000;
    private const ulong AffinityMask = 0xFF_00FF_FFFF;
    private const uint ArgumentsOf64Bits = 0x4000_0000;

    private readonly IReadOnlyList<VirtualCpu> cpus;
    private readonly PowerState[] power;

    public Psci(IReadOnlyList<VirtualCpu> cpus)
    {
        this.cpus = cpus;
        power = new PowerState[cpus.Count];
        Reset();
    }

    /// <summary>PSCI functions by number; bit 30 marks the ones with 64-bit arguments.</summary>
    private enum Function : uint
    {
        CpuSuspend01 = 0x95C1_BA5E,
        CpuOff01,
        CpuOn01,
        PsciVersion = 0x8400_0000,
        CpuSuspend,
        CpuOff,
        CpuOn,
        AffinityInfo,
        MigrateInfoType = 0x8400_0006,
        SystemOff = 0x8400_0008,
        SystemReset,
        Features,
        CpuSuspend64 = 0xC400_0001,
        CpuOn64 = 0xC400_0003,
        AffinityInfo64,
    }

    /// <summary>Told of SYSTEM_OFF (false) and SYSTEM_RESET (true).</summary>
    public Action<bool>? SystemStopping { get; set; }

    /// <summary>Told of every call, before it is answered.</summary>
    public Action<VirtualCpu, bool>? Called { get; set; }

    public string SnapshotName => "psci";

    public int SnapshotVersion => 1;

    public PowerState PowerOf(VirtualCpu cpu) => power[cpu.Index];

    /// <summary>Only the first PE runs after a reset.</summary>
    public void Reset()
    {
        foreach (VirtualCpu cpu in cpus)
        {
            cpu.IsPoweredOff = cpu.Index != 0;
            power[cpu.Index] = cpu.IsPoweredOff ? PowerState.Off : PowerState.On;
        }
    }

    public bool TryCall(VirtualCpu cpu, bool smc)
    {
        Called?.Invoke(cpu, smc);
        ref ulong result = ref cpu.State->X[0];
        ulong first = cpu.State->X[1], second = cpu.State->X[2], third = cpu.State->X[3];
        // Function numbers are 32-bit; QEMU compares all of X0, so that a number with stray upper bits is none of its own.
        Function function = result <= uint.MaxValue ? (Function)result : 0;
        if (cpu.IsAArch32 && ((uint)function & ArgumentsOf64Bits) != 0)
        {
            function = 0;
        }
        switch (function)
        {
            case Function.PsciVersion:
                result = Version11;
                break;
            case Function.MigrateInfoType:
                result = MigrationNotRequired;
                break;
            case Function.AffinityInfo or Function.AffinityInfo64:
                result = AffinityInfo(first, second);
                break;
            case Function.CpuOn or Function.CpuOn64 or Function.CpuOn01:
                result = TurnOn(first, second, third);
                break;
            case Function.CpuOff or Function.CpuOff01:
                TurnOff(cpu);
                break;
            case Function.CpuSuspend or Function.CpuSuspend64 or Function.CpuSuspend01:
                result = Suspend(cpu, first);
                break;
            case Function.SystemOff or Function.SystemReset:
                TurnOff(cpu);
                SystemStopping?.Invoke(function == Function.SystemReset);
                break;
            case Function.Features:
                bool wide = cpu.IsAArch32 && (first & ArgumentsOf64Bits) != 0;
                result = first <= uint.MaxValue && Enum.IsDefined((Function)first) && !wide ? 0 : NotSupported;
                break;
            default:
                result = NotSupported;
                break;
        }
        if (cpu.IsAArch32)
        {
            result = (uint)result;
        }
        return true;
    }

    public void Save(BinaryWriter writer)
    {
        foreach (PowerState state in power)
        {
            writer.Write((byte)state);
        }
    }

    public void Restore(BinaryReader reader)
    {
        foreach (ref PowerState state in power.AsSpan())
        {
            state = (PowerState)reader.ReadByte();
            if (state > PowerState.OnPending)
            {
                throw new InvalidDataException($"power state {(byte)state}");
            }
        }
    }

    private VirtualCpu? FindByAffinity(ulong affinity)
    {
        foreach (VirtualCpu cpu in cpus)
        {
            if ((cpu.Mpidr & AffinityMask) == affinity)
            {
                return cpu;
            }
        }
        return null;
    }

    private ulong AffinityInfo(ulong affinity, ulong level)
    {
        if ((uint)level != 0)
        {
            return 0; // Everything above affinity level 0 is on.
        }
        return FindByAffinity(affinity) is { } cpu ? (ulong)power[cpu.Index] : InvalidParameters;
    }

    private ulong TurnOn(ulong affinity, ulong entry, ulong context)
    {
        if (FindByAffinity(affinity) is not { } target || !IsAligned(target, entry))
        {
            return InvalidParameters;
        }
        switch (power[target.Index])
        {
            case PowerState.On:
                return AlreadyOn;
            case PowerState.OnPending:
                return OnPendingError;
        }
        // Reset leaves a PE at its highest exception level with everything masked, MMU and caches off, as DEN 0022 asks (6.4).
        target.Reset(entry, x0: context);
        power[target.Index] = PowerState.On;
        return 0;
    }

    // In AArch32 bit 0 asks for T32.
    private static bool IsAligned(VirtualCpu cpu, ulong entry) => cpu.Model.AArch64 ? (entry & 3) == 0 : (entry & 3) != 2;

    private void TurnOff(VirtualCpu cpu)
    {
        power[cpu.Index] = PowerState.Off;
        cpu.IsPoweredOff = true;
        cpu.State->RunLimit = 0;
    }

    private static ulong Suspend(VirtualCpu cpu, ulong state)
    {
        if ((state & DeeperPowerState) != 0)
        {
            return InvalidParameters;
        }
        _ = cpu.Halt();
        return 0;
    }
}

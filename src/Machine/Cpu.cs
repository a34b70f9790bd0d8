using System.Runtime.Intrinsics;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>One processing element of a machine, to look at and to change while the machine does not run (or from within a hook).</summary>
public sealed unsafe class Cpu
{
    private readonly VirtualCpu cpu;
    private readonly Machine machine;

    internal Cpu(Machine machine, VirtualCpu cpu)
    {
        this.machine = machine;
        this.cpu = cpu;
    }

    /// <summary>Position among the machine's PEs, from 0.</summary>
    public int Index => cpu.Index;

    /// <summary>Virtual address of the next instruction. One that is no multiple of 4 raises the guest's PC alignment exception when it runs.</summary>
    public ulong Pc
    {
        get => cpu.State->Pc;
        set => cpu.State->Pc = value;
    }

    /// <summary>The current stack pointer: SP_EL0 or SP_ELx, as PSTATE.SP selects; in AArch32 R13 of the current mode.</summary>
    public ulong Sp
    {
        get => cpu.State->X[StackPointer];
        set => cpu.State->X[StackPointer] = cpu.IsAArch32 ? (uint)value : value;
    }

    /// <summary>The current exception level.</summary>
    public ExceptionLevel ExceptionLevel => (ExceptionLevel)cpu.State->El;

    /// <summary>PSTATE in the layout of SPSR_ELx, which in AArch32 is that of CPSR.</summary>
    public uint Pstate => (uint)Runtime.Pstate.ToSpsr(*cpu.State);

    /// <summary>Condition flags N, Z, C, V in bits 31 to 28.</summary>
    public uint Nzcv
    {
        get => cpu.State->Nzcv;
        set => cpu.State->Nzcv = value;
    }

    /// <summary>Instructions retired since power-on.</summary>
    public long RetiredInstructions => cpu.State->Retired;

    /// <summary>The PE is powered on (PSCI).</summary>
    public bool IsOn => machine.PowerOf(cpu) == PowerState.On;

    /// <summary>The PE waits in WFI or WFE.</summary>
    public bool IsHalted => cpu.IsHalted;

    /// <summary>The latest exceptions and interrupts taken, up to 16, oldest first, one line each.</summary>
    public IReadOnlyList<string> RecentEvents => machine.EventsOf(cpu);

    internal VirtualCpu Core => cpu;

    private int StackPointer => cpu.IsAArch32 ? 13 : 31;

    /// <summary>Reads X0 to X30; register 31 reads as zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 0 to 31.</exception>
    public ulong ReadX(int register) => register == 31 ? 0 : cpu.State->X[CheckRegister(register)];

    /// <summary>Writes X0 to X30; writes to register 31 have no effect.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 0 to 31.</exception>
    public void WriteX(int register, ulong value)
    {
        if (CheckRegister(register) != 31)
        {
            cpu.State->X[register] = value;
        }
    }

    /// <summary>Reads V0 to V31, byte 0 the lowest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 0 to 31.</exception>
    public Vector128<byte> ReadV(int register) => Vector128.Load((byte*)&cpu.State->V[CheckRegister(register) * 2]);

    /// <summary>Writes V0 to V31, byte 0 the lowest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 0 to 31.</exception>
    public void WriteV(int register, Vector128<byte> value) => value.Store((byte*)&cpu.State->V[CheckRegister(register) * 2]);

    /// <summary>Reads a system register by the manual's name, such as "HCR_EL2" or AArch32's "HCR", past all rights and traps.</summary>
    /// <exception cref="ArgumentException">This PE has no readable register of this name.</exception>
    public ulong ReadSystemRegister(string name)
    {
        if (StackPointerLevel(name) is { } level)
        {
            return cpu.ReadStackPointer(level);
        }
        if (SystemRegisterTable.TryFind(name, out SystemRegister? row) && row.ReadableFrom is not null && Exists(row))
        {
            return row.ReadValue(cpu);
        }
        return SystemRegisterTable.TryFindAArch32(name, out AArch32Register? register) && register.Row.ReadableFrom is not null && Exists(register.Row)
            ? register.ReadValue(cpu)
            : throw new ArgumentException($"no readable system register \"{name}\"", nameof(name));
    }

    /// <summary>Writes a system register by the manual's name, with all effects of the write, past all rights and traps.</summary>
    /// <exception cref="ArgumentException">This PE has no writable register of this name.</exception>
    public void WriteSystemRegister(string name, ulong value)
    {
        if (StackPointerLevel(name) is { } level)
        {
            cpu.WriteStackPointer(level, value);
            return;
        }
        if (!SystemRegisterTable.TryFind(name, out SystemRegister? row))
        {
            if (SystemRegisterTable.TryFindAArch32(name, out AArch32Register? register) && register.Row is { WritableFrom: not null, Execute: null } && Exists(register.Row))
            {
                _ = register.TryWriteValue(cpu, value, out _);
                return;
            }
        }
        if (row is null || row.WritableFrom is null || row.Execute is not null || !Exists(row))
        {
            throw new ArgumentException($"no writable system register \"{name}\"", nameof(name));
        }
        _ = row.TryWriteValue(cpu, value, out _);
    }

    /// <summary>Translates a virtual address as a read at the current exception level would, without raising anything.</summary>
    public bool TryTranslate(ulong virtualAddress, out ulong physicalAddress) => Machine.TryTranslate(cpu, virtualAddress, out physicalAddress);

    /// <summary>Copies guest memory out by virtual address. False: not all of it is mapped memory, and the destination is undefined.</summary>
    public bool TryReadMemory(ulong virtualAddress, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int here = BytesInPage(virtualAddress, destination.Length);
            if (!TryTranslate(virtualAddress, out ulong pa) || !machine.TryReadMemory(pa, destination[..here]))
            {
                return false;
            }
            destination = destination[here..];
            virtualAddress += (ulong)here;
        }
        return true;
    }

    /// <summary>Writes guest memory by virtual address, whatever its permissions. False: not all of it is mapped memory; part may be written.</summary>
    public bool TryWriteMemory(ulong virtualAddress, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            int here = BytesInPage(virtualAddress, source.Length);
            if (!TryTranslate(virtualAddress, out ulong pa) || !machine.TryWriteMemory(pa, source[..here]))
            {
                return false;
            }
            source = source[here..];
            virtualAddress += (ulong)here;
        }
        return true;
    }

    /// <summary>The one that is current lives in X31 and not in its slot.</summary>
    private static ExceptionLevel? StackPointerLevel(string name) => name switch
    {
        "SP_EL0" => Runtime.ExceptionLevel.EL0,
        "SP_EL1" => Runtime.ExceptionLevel.EL1,
        "SP_EL2" => Runtime.ExceptionLevel.EL2,
        _ => null,
    };

    private bool Exists(SystemRegister row) =>
        row.IsPresent(cpu) && (cpu.Options.HasEl2 || !row.Name.EndsWith("_EL2", StringComparison.Ordinal));

    private static int BytesInPage(ulong address, int length) => (int)Math.Min((ulong)length, PhysicalMemory.PageSize - (address & PhysicalMemory.PageMask));

    private static int CheckRegister(int register)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(register);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(register, 31);
        return register;
    }
}

using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>Guest accesses off the fast path. Each returns false when the access faulted and the exception has been taken.</summary>
internal static unsafe class GuestMemory
{
    public static bool Load(VirtualCpu cpu, ulong va, int size, out ulong low, out ulong high) => Load(cpu, va, size, MemoryFlags.None, 0, out low, out high);

    public static bool Store(VirtualCpu cpu, ulong va, int size, ulong low, ulong high) => Store(cpu, va, size, MemoryFlags.None, 0, low, high);

    public static bool Load(VirtualCpu cpu, ulong va, int size, MemoryFlags flags, uint syndrome, out ulong low, out ulong high)
    {
        if (cpu.Mmu.Read(va, size, flags, out low, out high, out MmuFault fault)) return true;
        cpu.TakeMmuFault(fault, syndrome);
        return false;
    }

    public static bool Store(VirtualCpu cpu, ulong va, int size, MemoryFlags flags, uint syndrome, ulong low, ulong high)
    {
        if (cpu.Mmu.Write(va, size, flags, low, high, out MmuFault fault)) return true;
        cpu.TakeMmuFault(fault, syndrome);
        return false;
    }

    /// <summary>Checks that a store would succeed, without storing.</summary>
    public static bool ProbeStore(VirtualCpu cpu, ulong va, int size, MemoryFlags flags = MemoryFlags.None)
    {
        if (cpu.Mmu.ProbeWrite(va, size, out MmuFault fault, flags)) return true;
        cpu.TakeMmuFault(fault, 0);
        return false;
    }
}

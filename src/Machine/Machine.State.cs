using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>Memory, snapshots and the state hash.</summary>
public sealed partial class Machine
{
    /// <summary>Copies guest memory out by physical address. False, and nothing copied, when not all of it is memory.</summary>
    public bool TryReadMemory(ulong physicalAddress, Span<byte> destination) => board.Bus.ReadMemory(physicalAddress, destination);

    /// <summary>Writes guest memory by physical address. False, and nothing written, when not all of it is memory.</summary>
    public bool TryWriteMemory(ulong physicalAddress, ReadOnlySpan<byte> source) => board.Bus.WriteMemory(physicalAddress, source);

    /// <summary>
    /// Writes the whole state of the machine, memory compressed and checked by a hash. What the guest boots from is not part of it, and neither
    /// are hooks and statistics. The stream is left open, at the end of what was written.
    /// </summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        board.Uart.FlushOutput();
        SnapshotStream.Write(stream, Options.ToString(), [scheduler, .. board.Parts]);
    }

    /// <summary>
    /// Brings the machine into a state that <see cref="Save"/> wrote on a machine of the same configuration (equal <see cref="MachineOptions.ToString"/>;
    /// the tier may differ). The stream is read to its end.
    /// </summary>
    /// <exception cref="GuestImageException">
    /// The stream is truncated, damaged, foreign, or of another configuration or version; the machine is then as it was.
    /// </exception>
    public void Restore(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SnapshotStream.Read(stream, Options.ToString(), [scheduler, .. board.Parts]);
        foreach (VirtualCpu cpu in board.Cpus)
        {
            cpu.Mmu.Reset();
        }
        board.Hash.Forget();
        engine.InvalidateAllCode();
        scheduler.Refresh();
    }

    /// <summary>
    /// A hash over everything the guest can ever notice: registers of all PEs, timers, interrupt controller, devices and memory. Two machines of
    /// one configuration with equal hashes go on alike.
    /// </summary>
    public ulong StateHash()
    {
        board.Uart.FlushOutput();
        return board.Hash.Compute(scheduler);
    }

    /// <summary>As <see cref="StateHash"/>, without memory: cheap enough for every thousand instructions.</summary>
    public ulong ProcessorStateHash() => board.Hash.ComputeWithoutMemory(scheduler);

    internal static bool TryTranslate(VirtualCpu cpu, ulong virtualAddress, out ulong physicalAddress)
    {
        bool mapped = cpu.Mmu.Translate(virtualAddress, AccessType.Read, ExceptionLevelOf(cpu), out TranslationResult result, out _);
        physicalAddress = mapped ? result.PhysicalAddress : 0;
        return mapped;
    }

    private static unsafe ExceptionLevel ExceptionLevelOf(VirtualCpu cpu) => (ExceptionLevel)cpu.State->El;
}

using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>The latest exceptions and interrupts of one PE.</summary>
internal sealed unsafe class CpuEventLog
{
    private const int Capacity = 16;
    /// <summary>So many exceptions without an instruction between them mean a PE that cannot even execute its vectors.</summary>
    private const int LoopLength = 10_000;
    private readonly Entry[] entries = new Entry[Capacity];
    private long count;
    private long lastRetired = -1;
    private int streak;

    /// <summary>Notes an exception. True when the PE has only been taking exceptions for long.</summary>
    public bool Exception(VirtualCpu cpu, ExceptionClass exceptionClass, ulong syndrome, ExceptionLevel target)
    {
        streak = cpu.State->Retired == lastRetired ? streak + 1 : 0;
        lastRetired = cpu.State->Retired;
        Add(cpu, new Entry(cpu.State->Retired, exceptionClass, null, syndrome, target, default, default));
        return streak >= LoopLength;
    }

    public void Interrupt(VirtualCpu cpu, InterruptInput input, ExceptionLevel target) =>
        Add(cpu, new Entry(cpu.State->Retired, default, input, 0, target, default, default));

    /// <summary>One line an event, oldest first.</summary>
    public IReadOnlyList<string> Describe()
    {
        var lines = new List<string>();
        for (long i = Math.Max(0, count - Capacity); i < count; i++)
        {
            Entry e = entries[i % Capacity];
            string what = e.Input is { } input ? input.ToString() : $"{e.Class} ESR=0x{e.Syndrome:x8} FAR=0x{e.FaultAddress:x}";
            lines.Add($"at instruction {e.Retired}: {what} from 0x{e.Return:x} to {e.Target}");
        }
        return lines;
    }

    private void Add(VirtualCpu cpu, Entry entry)
    {
        bool el2 = entry.Target == ExceptionLevel.EL2;
        entries[count++ % Capacity] = entry with
        {
            Return = cpu.Sys(el2 ? Slot.ElrEl2 : Slot.ElrEl1),
            FaultAddress = cpu.Sys(el2 ? Slot.FarEl2 : Slot.FarEl1),
        };
    }

    private readonly record struct Entry(
        long Retired, ExceptionClass Class, InterruptInput? Input, ulong Syndrome, ExceptionLevel Target, ulong Return, ulong FaultAddress);
}

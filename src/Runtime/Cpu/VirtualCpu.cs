using System.Runtime.InteropServices;

namespace Hyp.Jit.Runtime;

/// <summary>One processing element: its state, its translation regimes, its timers and its interrupt inputs. It owns exception entry; the engine executes.</summary>
internal sealed unsafe partial class VirtualCpu
{
    public VirtualCpu(int index)
    {
        Index = index;
        State = (CpuState*)NativeMemory.AlignedAlloc(StateOffset.Size, 64);
        NativeMemory.Clear(State, StateOffset.Size);
    }

    /// <summary>Position among the machine's PEs, from 0; MPIDR_EL1.Aff0 follows from it.</summary>
    public int Index { get; }

    /// <summary>Unmanaged state shared with both tiers. Never moves.</summary>
    public CpuState* State { get; }

    public ref ulong Sys(Slot slot) => ref State->Sys[(int)slot];
}

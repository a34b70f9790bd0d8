using System.Runtime.InteropServices;

namespace Hyp.Jit.Runtime;

/// <summary>One processing element: its state, its translation regimes, its timers and its interrupt inputs. It owns exception entry; the engine executes.</summary>
internal sealed unsafe partial class VirtualCpu
{
    /// <summary>Creates a PE in its reset state, at address 0 until <see cref="Reset"/> says otherwise.</summary>
    public VirtualCpu(int index, CpuOptions? options = null)
    {
        Index = index;
        Options = options ?? CpuOptions.Default;
        Mpidr = Options.Mpidr(index);
        State = (CpuState*)NativeMemory.AlignedAlloc(StateOffset.Size, 64);
        NativeMemory.Clear(State, StateOffset.Size);
        Pmu = new PerformanceMonitor(this);
        Reset(Options.ResetVector);
    }

    /// <summary>Position among the machine's PEs, from 0; MPIDR_EL1.Aff0 follows from it.</summary>
    public int Index { get; }

    /// <summary>Unmanaged state shared with both tiers. Never moves.</summary>
    public CpuState* State { get; }

    public ref ulong Sys(Slot slot) => ref State->Sys[(int)slot];
}

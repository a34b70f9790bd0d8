namespace Hyp.Jit.Runtime;

/// <summary>The interrupt inputs of one PE as the GIC drives them; a repeated level costs nothing.</summary>
internal sealed class InterruptOutputs(Action<InterruptInput, bool> set)
{
    private int levels;

    public void Set(InterruptInput input, bool level)
    {
        int bit = 1 << (int)input;
        if (((levels & bit) != 0) != level)
        {
            levels ^= bit;
            set(input, level);
        }
    }

    /// <summary>Repeats all levels to a PE whose own idea of them may be another one, as after a restore.</summary>
    public void Refresh()
    {
        for (InterruptInput input = InterruptInput.Irq; input <= InterruptInput.VirtualFiq; input++)
        {
            set(input, (levels & (1 << (int)input)) != 0);
        }
    }
}

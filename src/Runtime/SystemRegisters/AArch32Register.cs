namespace Hyp.Jit.Runtime;

/// <summary>A row as AArch32 sees it through one of its windows.</summary>
internal sealed class AArch32Register(SystemRegister row, AArch32Window window, int index)
{
    private const ulong LowHalf = uint.MaxValue;

    // A register whose other half AArch32 can reach, too, keeps that half when this one is written.
    private readonly bool hasTwoHalves = Array.Exists(row.AArch32, other => other.Half != window.Half && other.Half != RegisterHalf.Whole);

    public SystemRegister Row { get; } = row;

    public AArch32Window Window { get; } = window;

    /// <summary>Dense position in <see cref="SystemRegisterTable.AArch32ByIndex"/>.</summary>
    public int Index { get; } = index;

    /// <summary>Whether the register exists on this PE under this name.</summary>
    public bool IsPresent(VirtualCpu cpu) => Row.IsPresent(cpu) && !(Window.IsArmv8 && !cpu.Model.AArch64);

    /// <summary>Rights alone, as <see cref="SystemRegister.IsPermitted"/>.</summary>
    public bool IsPermitted(ExceptionLevel el, AccessDirection direction, ExceptionLevel highest)
    {
        if (Window.From is not { } from)
        {
            return Row.IsPermitted(el, direction, highest);
        }
        return (direction == AccessDirection.Read ? Row.ReadableFrom : Row.WritableFrom) is not null && el >= from;
    }

    /// <summary>
    /// A read at <paramref name="el"/> that is a load of the low half and that nothing but HSTR can trap: while that is zero both tiers do it themselves.
    /// </summary>
    public bool IsPlainRead(ExceptionLevel el) =>
        Window is { Half: RegisterHalf.Low, Coprocessor: 15, IsArmv8: false, From: null } && Row.IsPlain(el, AccessDirection.Read);

    /// <summary>The value an allowed read returns.</summary>
    public ulong ReadValue(VirtualCpu cpu)
    {
        ulong value = Row.ReadValue(cpu);
        return Window.Half switch
        {
            RegisterHalf.Low => (uint)value,
            RegisterHalf.High => value >> 32,
            _ => value,
        };
    }

    /// <summary>Performs an allowed write. False: a maintenance instruction took <paramref name="fault"/>.</summary>
    public bool TryWriteValue(VirtualCpu cpu, ulong value, out MmuFault fault)
    {
        if (Window.WriteMask is { } mask)
        {
            value = (value & mask) | Window.Res1;
            if (Row.Storage != Slot.None && Row.Write is null)
            {
                // The row's own mask is AArch64's.
                fault = default;
                cpu.Sys(Row.Storage) = Merge(cpu.Sys(Row.Storage), value);
                cpu.Apply(Row.AfterWrite);
                return true;
            }
        }
        if (Row.Execute is null && (hasTwoHalves || (Row.Storage != Slot.None && Row.Write is null)))
        {
            value = Merge(Row.ReadValue(cpu), value);
        }
        return Row.TryWriteValue(cpu, value, out fault);
    }

    public override string ToString() => Window.Name;

    private ulong Merge(ulong old, ulong value) => Window.Half switch
    {
        RegisterHalf.Low => (old & ~LowHalf) | (uint)value,
        RegisterHalf.High => (uint)old | (value << 32),
        _ => value,
    };
}

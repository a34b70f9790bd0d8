using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>Takes bytes that a guest wrote; the span is valid during the call only.</summary>
/// <param name="bytes">The bytes, in order.</param>
public delegate void ConsoleOutput(ReadOnlySpan<byte> bytes);

/// <summary>The guest's serial console: the board's PL011, and the console calls of semihosting.</summary>
public sealed class MachineConsole
{
    private readonly SerialInput input;

    internal MachineConsole(SerialInput input) => this.input = input;

    /// <summary>Raised with what the guest writes, on the thread that runs the machine: at each line end and whenever guest code is left.</summary>
    public event ConsoleOutput? Output;

    /// <summary>Types bytes to the guest. May be called from any thread.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => input.Feed(bytes);

    internal void Emit(ReadOnlySpan<byte> bytes) => Output?.Invoke(bytes);
}

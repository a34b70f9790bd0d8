using System.Text;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>
/// Semihosting calls of A64 (Arm "Semihosting for AArch32 and AArch64", 2.0): console, clock and exit. Files of the host are not reached: only
/// the console ":tt" opens.
/// </summary>
internal sealed unsafe class Semihosting(IMachineClock clock, MachineConsole console, Pl011 uart, Scheduler scheduler) : ISemihosting
{
    private const ulong Failure = ulong.MaxValue;
    private const ulong ConsoleInput = 1, ConsoleOutput = 2, ConsoleError = 3;
    private const ulong ApplicationExit = 0x20026; // ADP_Stopped_ApplicationExit
    private const ulong NoSuchFile = 2, BadHandle = 9; // errno values of the host that QEMU would report
    private const int LongestText = 1 << 20;
    private ulong error;

    private enum Operation : uint
    {
        Open = 0x01,
        Close,
        WriteCharacter,
        WriteString,
        Write,
        Read,
        ReadCharacter,
        IsError,
        IsTerminal,
        Seek,
        FileLength,
        Clock = 0x10,
        Time,
        ErrorNumber = 0x13,
        GetCommandLine = 0x15,
        HeapInfo = 0x16,
        Exit = 0x18,
        ExitExtended = 0x20,
        ElapsedTicks = 0x30,
        TickFrequency,
    }

    public int ExitCode { get; private set; }

    public bool TrySemihost(VirtualCpu cpu)
    {
        ulong parameter = cpu.State->X[1];
        ref ulong result = ref cpu.State->X[0];
        switch ((Operation)(uint)result)
        {
            case Operation.WriteCharacter:
                WriteString(cpu, parameter, 1);
                break;
            case Operation.WriteString:
                WriteString(cpu, parameter, TextLength(cpu, parameter));
                break;
            case Operation.Write:
                result = Write(cpu, parameter);
                break;
            case Operation.ReadCharacter:
                result = uart.Input.TryTake(out byte b) ? b : Failure;
                break;
            case Operation.Read:
                result = Read(cpu, parameter);
                break;
            case Operation.Open:
                result = Open(cpu, parameter);
                break;
            case Operation.Close or Operation.IsTerminal:
                bool known = Argument(cpu, parameter, 0) is ConsoleInput or ConsoleOutput or ConsoleError;
                result = !known ? Fail(BadHandle) : (Operation)(uint)result == Operation.IsTerminal ? 1ul : 0;
                break;
            case Operation.IsError:
                result = (long)Argument(cpu, parameter, 0) < 0 ? 1ul : 0;
                break;
            case Operation.Clock:
                result = clock.Ticks / (clock.Frequency / 100);
                break;
            case Operation.Time:
                result = (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
                break;
            case Operation.ElapsedTicks:
                result = cpu.Mmu is not null && WriteMemory(cpu, parameter, BitConverter.GetBytes(clock.Ticks)) ? 0 : Failure;
                break;
            case Operation.TickFrequency:
                result = clock.Frequency;
                break;
            case Operation.ErrorNumber:
                result = error;
                break;
            case Operation.Exit or Operation.ExitExtended:
                ExitCode = Argument(cpu, parameter, 0) == ApplicationExit ? (int)(Argument(cpu, parameter, 1) & 0xFF) : 1;
                scheduler.StopFor(StopReason.SemihostingExit);
                break;
            default:
                result = Fail(NoSuchFile);
                break;
        }
        return true;
    }

    private ulong Fail(ulong number)
    {
        error = number;
        return Failure;
    }

    private ulong Open(VirtualCpu cpu, ulong block)
    {
        ulong mode = Argument(cpu, block, 1);
        int length = (int)Math.Min(Argument(cpu, block, 2), 64);
        byte[] name = ReadMemory(cpu, Argument(cpu, block, 0), length);
        return Encoding.ASCII.GetString(name) != ":tt" ? Fail(NoSuchFile)
            : mode < 4 ? ConsoleInput
            : mode < 8 ? ConsoleOutput
            : ConsoleError;
    }

    /// <summary>SYS_WRITE answers how many bytes it did not write.</summary>
    private ulong Write(VirtualCpu cpu, ulong block)
    {
        ulong length = Argument(cpu, block, 2);
        if (Argument(cpu, block, 0) is not (ConsoleOutput or ConsoleError))
        {
            _ = Fail(BadHandle);
            return length;
        }
        int count = (int)Math.Min(length, LongestText);
        WriteString(cpu, Argument(cpu, block, 1), count);
        return length - (ulong)count;
    }

    /// <summary>SYS_READ answers how many bytes it did not read; nothing typed yet reads as the end.</summary>
    private ulong Read(VirtualCpu cpu, ulong block)
    {
        ulong length = Argument(cpu, block, 2), address = Argument(cpu, block, 1);
        if (Argument(cpu, block, 0) != ConsoleInput)
        {
            return Fail(BadHandle);
        }
        while (length > 0 && uart.Input.TryTake(out byte b) && WriteMemory(cpu, address++, [b]))
        {
            length--;
        }
        return length;
    }

    private void WriteString(VirtualCpu cpu, ulong address, int length)
    {
        uart.FlushOutput(); // Both write to one console: what was first must show first.
        console.Emit(ReadMemory(cpu, address, length));
    }

    private static int TextLength(VirtualCpu cpu, ulong address)
    {
        Span<byte> next = stackalloc byte[1];
        int length = 0;
        while (length < LongestText && TryRead(cpu, address + (ulong)length, next) && next[0] != 0)
        {
            length++;
        }
        return length;
    }

    private static ulong Argument(VirtualCpu cpu, ulong block, int index)
    {
        Span<byte> bytes = stackalloc byte[8];
        return TryRead(cpu, block + ((ulong)index * 8), bytes) ? BitConverter.ToUInt64(bytes) : 0;
    }

    /// <summary>As many of the bytes as can be read.</summary>
    private static byte[] ReadMemory(VirtualCpu cpu, ulong address, int length)
    {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length;)
        {
            int here = (int)Math.Min((ulong)(length - done), PhysicalMemory.PageSize - ((address + (ulong)done) & PhysicalMemory.PageMask));
            if (!TryRead(cpu, address + (ulong)done, bytes.AsSpan(done, here)))
            {
                return bytes[..done];
            }
            done += here;
        }
        return bytes;
    }

    private static bool TryRead(VirtualCpu cpu, ulong address, Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i += 8)
        {
            Span<byte> part = bytes[i..Math.Min(i + 8, bytes.Length)];
            if (!Translate(cpu, address + (ulong)i, AccessType.Read, out ulong pa) || !cpu.Mmu.Domain.Bus.ReadMemory(pa, part))
            {
                return false;
            }
        }
        return true;
    }

    private static bool WriteMemory(VirtualCpu cpu, ulong address, ReadOnlySpan<byte> bytes) =>
        Translate(cpu, address, AccessType.Write, out ulong pa) && cpu.Mmu.Domain.Bus.WriteMemory(pa, bytes);

    private static bool Translate(VirtualCpu cpu, ulong address, AccessType access, out ulong pa)
    {
        bool mapped = cpu.Mmu.Translate(address, access, (ExceptionLevel)cpu.State->El, out TranslationResult result, out _);
        pa = mapped ? result.PhysicalAddress : 0;
        return mapped;
    }
}

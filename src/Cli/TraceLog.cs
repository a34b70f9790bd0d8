using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Gee.External.Capstone;
using Gee.External.Capstone.Arm64;

namespace Hyp.Jit.Cli;

/// <summary>What -d asks for, and where -D sends it.</summary>
internal sealed record TraceOptions(bool Instructions, bool Exceptions, bool Execution, bool Unimplemented, string? Path);

/// <summary>QEMU's -d log: blocks as they are first met, each block executed, exceptions taken, accesses to what is not built.</summary>
internal sealed class TraceLog : IDisposable
{
    private const int LongestBlock = 64;
    private readonly FileStream? file;
    private readonly StringBuilder text = new();
    private readonly HashSet<ulong> met = [];
    private CapstoneArm64Disassembler? disassembler;

    public TraceLog(TraceOptions options, Machine machine)
    {
        file = options.Path is null ? null : BootRunner.OpenForWriting(options.Path);
        if (options.Unimplemented)
        {
            machine.UnimplementedAccess += message => Line($"unimplemented: {message}");
        }
        if (options.Exceptions)
        {
            machine.Hooks.OnException = Exception;
        }
        if (options.Instructions || options.Execution)
        {
            machine.Hooks.OnBlock = block => Block(block, options);
        }
    }

    public void Dispose()
    {
        Flush();
        disassembler?.Dispose();
        file?.Dispose();
    }

    private HookAction Block(CodeEvent block, TraceOptions options)
    {
        if (options.Instructions && met.Add(block.Address))
        {
            Line($"----------------\nIN:");
            Disassemble(block);
        }
        if (options.Execution)
        {
            Line($"Trace {block.Cpu.Index}: {block.Address:x16} {block.Cpu.ExceptionLevel}");
        }
        return HookAction.Continue;
    }

    private void Exception(ExceptionEvent taken)
    {
        string level = taken.Target.ToString();
        Line($"Taking exception [{taken.Description}] on CPU {taken.Cpu.Index}");
        Line($"...from PC 0x{taken.Cpu.ReadSystemRegister("ELR_" + level):x} with SPSR 0x{taken.Cpu.ReadSystemRegister("SPSR_" + level):x}");
        Line($"...with ESR 0x{taken.Syndrome >> 26:x}/0x{taken.Syndrome:x} FAR 0x{taken.Cpu.ReadSystemRegister("FAR_" + level):x}");
        Line($"...to {level} PC 0x{taken.Cpu.Pc:x} PSTATE 0x{taken.Cpu.Pstate:x}");
    }

    /// <summary>A block runs to its first branch: only there does the guest say where it goes on.</summary>
    private void Disassemble(CodeEvent block)
    {
        Span<byte> word = stackalloc byte[4];
        for (int i = 0; i < LongestBlock && block.Cpu.TryReadMemory(block.Address + ((ulong)i * 4), word); i++)
        {
            ulong address = block.Address + ((ulong)i * 4);
            uint value = BinaryPrimitives.ReadUInt32LittleEndian(word);
            Line($"0x{address:x8}:  {value:x8}  {Describe(word.ToArray(), address)}");
            if (IsBranch(value))
            {
                return;
            }
        }
    }

    /// <summary>Branches, exception generating and system instructions that leave (Arm ARM C4.1.3): bits 28:26 = 101, less barriers and hints.</summary>
    private static bool IsBranch(uint word) => (word & 0x1C00_0000) == 0x1400_0000 && (word & 0xFF00_0000) != 0xD500_0000;

    // Loaded only when asked for: the disassembler is a native library of its own.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private string Describe(byte[] word, ulong address)
    {
        try
        {
            disassembler ??= CapstoneDisassembler.CreateArm64Disassembler(Arm64DisassembleMode.LittleEndian);
            Arm64Instruction[] instructions = disassembler.Disassemble(word, (long)address);
            return instructions.Length > 0 ? $"{instructions[0].Mnemonic,-8} {instructions[0].Operand}" : ".inst";
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            return ""; // No library for this host: the words stand for themselves.
        }
    }

    private void Line(FormattableString line)
    {
        text.Append(CultureInfo.InvariantCulture, $"{line}\n");
        if (text.Length > 1 << 14 || file is null)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (file is null)
        {
            StandardError.WriteText(text.ToString());
        }
        else
        {
            file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }
        text.Clear();
    }
}

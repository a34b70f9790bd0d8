using System.Globalization;

namespace Hyp.Jit.Cli;

/// <summary>
/// hypjit qemu-system-aarch64 and qemu-system-arm: QEMU's options for QEMU's virt board, with QEMU's defaults. An option that is not understood fails by name, so
/// that a script never runs something else than it asked for.
/// </summary>
internal sealed class QemuCommand
{
    public const string Program64 = "qemu-system-aarch64", Program32 = "qemu-system-arm";

    private readonly string program;
    private readonly Queue<string> arguments;
    private MachineOptions options = new() { CpuModel = "cortex-a15", MemoryMiB = 128, GicVersion = 2, El2 = false };
    private bool machineGiven;
    private string? kernel, initrd, append, dtb, dumpTree, logPath, traceItems;
    private bool semihosting, noReboot;
    private string? serial;

    private QemuCommand(string program, IEnumerable<string> arguments)
    {
        this.program = program;
        this.arguments = new Queue<string>(arguments);
    }

    private const string Help = """
        Takes QEMU's own options for QEMU's virt board; one that is not supported fails by name.
          -M virt[,virtualization=on|off][,gic-version=2|3][,dumpdtb=FILE]
          -cpu cortex-a7|cortex-a15 (default), in qemu-system-aarch64 also cortex-a53|cortex-a57|cortex-a72
          -m SIZE   -smp N
          -kernel FILE   -initrd FILE   -append TEXT   -dtb FILE
          -serial stdio|file:PATH|null   -nographic   -nic none   -no-reboot
          -semihosting   -semihosting-config enable=on|off,target=native|auto
          -d in_asm,int,exec,unimp   -D FILE
        """;

    public static int Run(string program, string[] arguments)
    {
        if (arguments is ["-h" or "-help" or "--help"])
        {
            StandardOutput.WriteLine(Help);
            return ExitCode.Success;
        }
        var command = new QemuCommand(program, arguments);
        command.Parse();
        if (command.dumpTree is not { } path)
        {
            return BootRunner.Run(command.Request());
        }
        command.CheckMachine();
        using FileStream file = BootRunner.OpenForWriting(path);
        file.Write(new MachineBuilder(command.options).BuildDeviceTree());
        return ExitCode.Success;
    }

    /// <summary>What the options ask for; also how tests see them.</summary>
    internal static BootRequest Parse(params string[] arguments)
    {
        var command = new QemuCommand(Program64, arguments);
        command.Parse();
        return command.Request();
    }

    private void Parse()
    {
        while (arguments.TryDequeue(out string? argument))
        {
            if (argument.Length < 2 || argument[0] != '-')
            {
                throw new UsageException($"{program}: \"{argument}\" is not an option; disk images are not supported");
            }
            // QEMU takes one dash or two.
            Take(argument.StartsWith("--", StringComparison.Ordinal) ? argument[1..] : argument);
        }
    }

    private void Take(string option)
    {
        switch (option)
        {
            case "-M" or "-machine":
                TakeMachine(Value(option));
                break;
            case "-cpu":
                options = options with { CpuModel = Value(option) };
                break;
            case "-m":
                options = options with { MemoryMiB = Memory(Value(option)) };
                break;
            case "-smp":
                options = options with { CpuCount = Cpus(Value(option)) };
                break;
            case "-kernel":
                kernel = Value(option);
                break;
            case "-initrd":
                initrd = Value(option);
                break;
            case "-append":
                append = Value(option);
                break;
            case "-dtb":
                dtb = Value(option);
                break;
            case "-nographic" or "-nodefaults" or "-no-user-config":
                break;
            case "-serial":
                serial = Value(option);
                break;
            case "-semihosting":
                semihosting = true;
                break;
            case "-semihosting-config":
                TakeSemihosting(Value(option));
                break;
            case "-no-reboot":
                noReboot = true;
                break;
            case "-d":
                traceItems = Value(option);
                break;
            case "-D":
                logPath = Value(option);
                break;
            case "-nic" or "-net" or "-monitor" or "-display" or "-vga" or "-accel" or "-parallel":
                TakeNothing(option, Value(option));
                break;
            default:
                throw new UsageException($"{program}: option {option} is not supported");
        }
    }

    private string Value(string option) =>
        arguments.TryDequeue(out string? value) ? value : throw new UsageException($"{program}: option {option} needs a value");

    /// <summary>Options of which only the value that means "nothing there" (or the one accelerator) makes sense here.</summary>
    private void TakeNothing(string option, string value)
    {
        bool harmless = value == "none" || (option == "-accel" && (value == "tcg" || value.StartsWith("tcg,", StringComparison.Ordinal)));
        if (!harmless)
        {
            throw new UsageException($"{program}: option {option} {value} is not supported");
        }
    }

    private void TakeMachine(string value)
    {
        foreach (string part in value.Split(','))
        {
            (string key, string setting) = Pair(part, "type");
            switch (key)
            {
                case "type":
                    machineGiven = setting == "virt" || setting.StartsWith("virt-", StringComparison.Ordinal)
                        ? true
                        : throw new UsageException($"{program}: machine {setting} is not supported, only virt");
                    break;
                case "virtualization":
                    options = options with { El2 = Switch(key, setting) };
                    break;
                case "gic-version":
                    options = options with { GicVersion = Gic(setting) };
                    break;
                case "dumpdtb":
                    dumpTree = setting;
                    break;
                case "accel" when setting == "tcg":
                case "secure" or "its" or "mte" or "ras" or "iommu" or "acpi" or "usb" when setting is "off" or "none":
                case "highmem" or "graphics" or "dump-guest-core" or "mem-merge":
                    break;
                default:
                    throw new UsageException($"{program}: machine option {part} is not supported");
            }
        }
    }

    private void TakeSemihosting(string value)
    {
        semihosting = true;
        foreach (string part in value.Split(','))
        {
            (string key, string setting) = Pair(part, "enable");
            switch (key)
            {
                case "enable":
                    semihosting = Switch(key, setting);
                    break;
                case "target" when setting is "native" or "auto":
                    break;
                default:
                    throw new UsageException($"{program}: semihosting option {part} is not supported");
            }
        }
    }

    private void CheckMachine()
    {
        if (!machineGiven)
        {
            throw new UsageException($"{program}: no machine given; -M virt is the one there is");
        }
        options = options with { CpuModel = options.CpuModel.Split(',')[0] };
        if (program == Program32 && !options.Is32Bit)
        {
            throw new UsageException($"{program}: -cpu {options.CpuModel} is not a 32-bit core; {Program64} has it");
        }
    }

    private BootRequest Request()
    {
        CheckMachine();
        var builder = new MachineBuilder(options with { Semihosting = semihosting });
        if (kernel is not null)
        {
            builder.Kernel(kernel).RawFallback();
        }
        if (initrd is not null)
        {
            builder.Initrd(initrd);
        }
        if (append is not null)
        {
            builder.CommandLine(append);
        }
        if (dtb is not null)
        {
            builder.DeviceTree(dtb);
        }
        (SerialKind kind, string? path) = Serial();
        return new BootRequest(builder)
        {
            Serial = kind,
            SerialPath = path,
            Reboot = !noReboot,
            ResetIsSuccess = true,
            Trace = traceItems is null ? null : Trace(traceItems),
        };
    }

    private (SerialKind Kind, string? Path) Serial() => serial switch
    {
        null => (SerialKind.Terminal, null), // QEMU would show the console in its window, of which there is none here.
        "stdio" or "mon:stdio" => (SerialKind.Terminal, null),
        "null" or "none" => (SerialKind.Nowhere, null),
        _ when serial.StartsWith("file:", StringComparison.Ordinal) && serial.Length > 5 => (SerialKind.File, serial[5..]),
        _ => throw new UsageException($"{program}: option -serial {serial} is not supported"),
    };

    private TraceOptions Trace(string items)
    {
        var trace = new TraceOptions(false, false, false, false, logPath);
        foreach (string item in items.Split(','))
        {
            trace = item switch
            {
                "in_asm" => trace with { Instructions = true },
                "int" => trace with { Exceptions = true },
                "exec" => trace with { Execution = true },
                "unimp" => trace with { Unimplemented = true },
                "nochain" => trace, // Says only how QEMU arranges its code.
                _ => throw new UsageException($"{program}: -d {item} is not supported, only in_asm, int, exec and unimp"),
            };
        }
        return trace;
    }

    private static (string Key, string Value) Pair(string part, string implied)
    {
        int equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (implied, part) : (part[..equals], part[(equals + 1)..]);
    }

    private bool Switch(string key, string value) => value switch
    {
        "on" or "yes" or "true" => true,
        "off" or "no" or "false" => false,
        _ => throw new UsageException($"{program}: {key} takes on or off, not \"{value}\""),
    };

    private int Gic(string value) => value switch
    {
        "2" => 2,
        "3" or "max" => 3,
        _ => throw new UsageException($"{program}: machine option gic-version={value} is not supported"),
    };

    /// <summary>A size in MiB, or with a suffix; "size=" may stand before it.</summary>
    private int Memory(string value)
    {
        (string key, string size) = Pair(value, "size");
        (ulong unit, string digits) = size.Length == 0 ? (0ul, size) : char.ToUpperInvariant(size[^1]) switch
        {
            'K' => (1ul << 10, size[..^1]),
            'M' => (1ul << 20, size[..^1]),
            'G' => (1ul << 30, size[..^1]),
            'T' => (1ul << 40, size[..^1]),
            _ => (1ul << 20, size),
        };
        if (key != "size" || !uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            || number * unit < 1 << 20 || number * unit >> 20 > int.MaxValue)
        {
            throw new UsageException($"{program}: -m {value} is not supported");
        }
        return (int)(number * unit >> 20);
    }

    private int Cpus(string value)
    {
        int cpus = 0;
        foreach (string part in value.Split(','))
        {
            (string key, string setting) = Pair(part, "cpus");
            if (key is not ("cpus" or "maxcpus" or "cores" or "sockets" or "threads" or "clusters")
                || !int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                throw new UsageException($"{program}: -smp {value} is not supported");
            }
            cpus = key == "cpus" ? number : cpus;
        }
        return cpus > 0 ? cpus : throw new UsageException($"{program}: -smp {value} names no number of CPUs");
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Hyp.Jit.Cli;

/// <summary>hypjit's own commands and their options.</summary>
internal static class CommandLine
{
    private const string StatisticsOption = "--stats";
    private const string UnknownOption = "unknown option ";

    public static int Run(string[] arguments)
    {
        var root = new RootCommand("A full-system Arm emulator: boots guests at EL2, or in HYP mode.");
        // Parsed before it gets here; listed for the help.
        var qemu = new Command("qemu-system-aarch64", "Run with QEMU's own options (-M virt,... -cpu -m -smp -kernel ...).");
        var qemu32 = new Command("qemu-system-arm", "The same for the 32-bit cores.");
        root.Subcommands.Add(Boot());
        root.Subcommands.Add(Guests());
        root.Subcommands.Add(qemu);
        root.Subcommands.Add(qemu32);
        if (arguments.Length == 0)
        {
            arguments = ["--help"];
        }
        // "--stats" without a value must not swallow the guest's name behind it.
        ParseResult result = root.Parse([.. arguments.Select(a => a == StatisticsOption ? StatisticsOption + "=text" : a)]);
        if (result.Errors.Count > 0)
        {
            throw new UsageException(Explain(result));
        }
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return result.Invoke(configuration);
    }

    private static Command Boot()
    {
        var guest = new Argument<string?>("GUEST")
        {
            Description = "A file (arm64 Image, Image.gz, EFI zboot, 32-bit zImage, ELF) or a known guest's name; none runs the built-in guest.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        guest.Validators.Add(RefuseOption);
        Option<string?> cpu = Text("--cpu", "MODEL", "cortex-a53, cortex-a57 or cortex-a72; 32-bit: cortex-a7 or cortex-a15. [default: what the guest needs, else cortex-a57]");
        Option<string> smp = Text("--smp", "N", "Number of CPUs: 1 to 8 with a GICv2, 1 to 16 with a GICv3.", "1");
        Option<string> memory = Text("--memory", "MIB", "Guest memory in MiB.", "1024");
        Option<string?> gic = Text("--gic", "2|3", "GIC version. [default: 3, with a 32-bit core 2]");
        gic.Validators.Add(result => Check(result, "--gic", ["2", "3"]));
        Option<string> el2 = Choice("--el2", "Whether the machine has EL2.", "on", "on", "off");
        Option<string?> initrd = Text("--initrd", "FILE", "Initrd to hand to the kernel.");
        Option<string?> append = Text("--append", "TEXT", "Kernel command line.");
        Option<string?> dtb = Text("--dtb", "FILE", "Device tree blob to use instead of the machine's own.");
        Option<string?> rawAddress = Text("--raw-address", "ADDRESS", "Take GUEST as a raw binary for this physical address, where it also starts.");
        Option<string?> until = Text("--until", "TEXT", "Succeed as soon as the console shows this text.");
        Option<string?> timeout = Text("--timeout", "SECONDS", "Give up after so many seconds.");
        Option<string?> statistics = Text(StatisticsOption, "text|json", "Print what the run cost; alone, or =json for machines.");
        Option<string> tier = Choice("--tier", "Interpret all, compile at first arrival, or interpret and compile what is hot.", "both", "interpreter", "jit", "both");
        var deterministic = new Option<bool>("--deterministic") { Description = "Let time follow instructions, so that each run is the same." };
        Option<string?> cache = Text("--cache", "FOLDER", "Folder that keeps fetched guests.");
        var command = new Command("boot", "Boot a guest; its console is the terminal, Ctrl-A x leaves.")
        {
            guest, cpu, smp, memory, gic, el2, initrd, append, dtb, rawAddress, until, timeout, statistics, tier, deterministic, cache,
        };
        command.SetAction(parsed =>
        {
            var options = new MachineOptions
            {
                CpuModel = parsed.GetValue(cpu) ?? GuestChoice.CpuFor(parsed.GetValue(guest)) ?? new MachineOptions().CpuModel,
                CpuCount = Whole("--smp", parsed.GetValue(smp)!),
                MemoryMiB = Whole("--memory", parsed.GetValue(memory)!),
                El2 = parsed.GetValue(el2) == "on",
                Deterministic = parsed.GetValue(deterministic),
                Tier = parsed.GetValue(tier) switch
                {
                    "interpreter" => ExecutionTier.Interpreter,
                    "jit" => ExecutionTier.Jit,
                    _ => ExecutionTier.Both,
                },
            };
            if (parsed.GetValue(gic) is { } version)
            {
                options = options with { GicVersion = Whole("--gic", version) };
            }
            string? wanted = parsed.GetValue(statistics);
            if (wanted is not (null or "text" or "json"))
            {
                throw new UsageException($"--stats takes text or json, not \"{wanted}\"");
            }
            var builder = new MachineBuilder(options);
            GuestChoice.Apply(builder, parsed.GetValue(guest), parsed.GetValue(cache), parsed.GetValue(initrd), parsed.GetValue(append));
            if (parsed.GetValue(dtb) is { } tree)
            {
                builder.DeviceTree(tree);
            }
            if (parsed.GetValue(rawAddress) is { } address)
            {
                builder.RawAddress(Address("--raw-address", address));
            }
            return BootRunner.Run(new BootRequest(builder)
            {
                Until = parsed.GetValue(until),
                Timeout = parsed.GetValue(timeout) is { } seconds ? Seconds(seconds) : Timeout.InfiniteTimeSpan,
                Statistics = wanted is not null,
                StatisticsAsJson = wanted == "json",
                ReportUnimplemented = true,
            });
        });
        return command;
    }

    private static Command Guests()
    {
        Option<string?> cache = Text("--cache", "FOLDER", "Folder that keeps fetched guests.");
        cache.Recursive = true;
        var name = new Argument<string>("NAME") { Description = "A known guest's name." };
        name.Validators.Add(RefuseOption);
        var list = new Command("list", "List the known guests and whether they are fetched.");
        list.SetAction(parsed => GuestsCommand.List(parsed.GetValue(cache)));
        var fetch = new Command("fetch", "Fetch a guest through the host's package tool.") { name };
        fetch.SetAction(parsed => GuestsCommand.Fetch(parsed.GetValue(name)!, parsed.GetValue(cache)));
        var path = new Command("path", "Print where a fetched guest's kernel and initrd are.") { name };
        path.SetAction(parsed => GuestsCommand.Path(parsed.GetValue(name)!, parsed.GetValue(cache)));
        return new Command("guests", "Known real guests.") { list, fetch, path, cache };
    }

    private static Option<string?> Text(string name, string meaning, string description) => new(name) { Description = description, HelpName = meaning };

    private static Option<string> Text(string name, string meaning, string description, string value) =>
        new(name) { Description = description, HelpName = meaning, DefaultValueFactory = _ => value };

    private static Option<string> Choice(string name, string description, string value, params string[] choices)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', choices), DefaultValueFactory = _ => value };
        option.Validators.Add(result => Check(result, name, choices));
        return option;
    }

    private static void Check(OptionResult result, string name, string[] choices)
    {
        if (result.Tokens.Count > 0 && !choices.Contains(result.Tokens[^1].Value))
        {
            result.AddError($"{name} takes {string.Join(", ", choices[..^1])} or {choices[^1]}, not \"{result.Tokens[^1].Value}\"");
        }
    }

    private static int Whole(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new UsageException($"{option} takes a whole number, not \"{value}\"");

    internal static ulong Address(string option, string value)
    {
        bool hexadecimal = value.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ulong.TryParse(hexadecimal ? value.AsSpan(2) : value, hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture, out ulong address)
            ? address
            : throw new UsageException($"{option} takes an address, not \"{value}\"");
    }

    private static TimeSpan Seconds(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"--timeout takes a number of seconds, not \"{value}\"");

    /// <summary>The parser takes an option it does not know for an argument.</summary>
    private static void RefuseOption(ArgumentResult argument)
    {
        if (argument.Tokens.Count > 0 && argument.Tokens[0].Value is ['-', ..] option)
        {
            argument.AddError(UnknownOption + option);
        }
    }

    /// <summary>One line on the cause; what else the parser says only follows from it.</summary>
    private static string Explain(ParseResult result) =>
        result.Errors.Select(e => e.Message).FirstOrDefault(m => m.StartsWith(UnknownOption, StringComparison.Ordinal))
        ?? (result.UnmatchedTokens.Count > 0
            ? $"unknown command or option \"{result.UnmatchedTokens[0]}\""
            : result.Errors[0].Message.ReplaceLineEndings(" ").Trim());
}

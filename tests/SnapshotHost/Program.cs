using System.Globalization;
using Hyp.Jit;

// Restores a saved machine in a process that has never seen its guest, runs it on and prints what happened: stop reason, instructions, state hash.
// usage: SnapshotHost FILE GIC CPUS MEMORY-MIB TIER INSTRUCTIONS

MachineOptions options = new()
{
    GicVersion = Number(1),
    CpuCount = Number(2),
    MemoryMiB = Number(3),
    Tier = Enum.Parse<ExecutionTier>(args[4]),
    Deterministic = true,
};
using Machine machine = new MachineBuilder(options).Build();
using (FileStream saved = File.OpenRead(args[0]))
{
    machine.Restore(saved);
}

RunResult result = machine.Run(long.Parse(args[5], CultureInfo.InvariantCulture));
Console.Write($"{result.Reason} {result.Executed} {machine.StateHash():x16}");
return 0;

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);

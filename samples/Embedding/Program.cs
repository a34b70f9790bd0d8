using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Hyp.Jit;

// A machine inside a program of one's own: boots the built-in guest (a small hypervisor and its kernel), watches it and looks into it.
// usage: Embedding [ELF or Image file]

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
MachineBuilder builder = new MachineBuilder().Cpu("cortex-a57").Memory(128).Gic(3).Deterministic();
_ = args is [string kernel] ? builder.Kernel(kernel) : builder.DefaultGuest();
using Machine machine = builder.Build();

// The guest's console, as it comes.
machine.Console.Output += bytes => Console.Write(Encoding.ASCII.GetString(bytes));

// Every HVC and SMC, with the state of the PE that made it; HookAction.Stop would end the run here.
int hypercalls = 0;
machine.Hooks.OnHypercall = call =>
{
    hypercalls++;
    Console.WriteLine($"[host] {(call.IsSmc ? "smc" : "hvc")} #{call.Immediate} with x0 = 0x{call.Cpu.ReadX(0):x}");
    return HookAction.Continue;
};

// Exactly so many instructions, then a look at registers and memory.
Cpu cpu = machine.Cpus[0];
Console.WriteLine($"[host] starts at 0x{cpu.Pc:x} in {cpu.ExceptionLevel}");
RunResult result = machine.Run(1000);
Console.WriteLine($"[host] {result.Executed} instructions, stopped by {result.Reason}: pc = 0x{cpu.Pc:x} in {cpu.ExceptionLevel}, vbar_el2 = 0x{cpu.ReadSystemRegister("VBAR_EL2"):x}");
byte[] word = new byte[4];
if (cpu.TryReadMemory(cpu.Pc, word))
{
    Console.WriteLine($"[host] next instruction 0x{BinaryPrimitives.ReadUInt32LittleEndian(word):x8}");
}

// Saved here and restored, it goes on as if nothing had been; by default for as long as the guest likes, at most a minute.
using MemoryStream saved = new();
machine.Save(saved);
saved.Position = 0;
machine.Restore(saved);
result = machine.Run(TimeSpan.FromMinutes(1));
Console.WriteLine($"[host] stopped by {result.Reason} after {cpu.RetiredInstructions} instructions and {hypercalls} hypercalls");
return result.Reason == StopReason.PoweredOff ? 0 : 1;

using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Hyp.Jit.Runtime;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential.AArch32;

/// <summary>Runs blocks in guests/oracle-user-arm under qemu-arm user mode. Its "max" CPU is the only one with what Armv8 added to A32 and T32.</summary>
internal sealed class QemuArmOracle : IDisposable
{
    private const int StateSize = 328, CpsrAt = 60, DAt = 64, FpscrAt = 320;
    private static readonly string[] Emulators = ["qemu-arm-static", "qemu-arm"];

    private readonly Process process;
    private readonly Stream requests, replies;

    private QemuArmOracle(string emulator)
    {
        string program = RepositoryPath.Of("guests", "oracle-user-arm", "oracle-user-arm");
        process = Process.Start(new ProcessStartInfo(emulator, ["-cpu", "max", program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        requests = process.StandardInput.BaseStream;
        replies = new BufferedStream(process.StandardOutput.BaseStream, 1 << 16);
        requests.Write(CaseMemory.Background);
    }

    /// <summary>Null when this host has no user-mode emulator.</summary>
    public static QemuArmOracle? TryStart()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? emulator = Emulators.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return emulator is null ? null : new QemuArmOracle(emulator);
    }

    public A32Result Run(A32Input input) => RunBatch([input])[0];

    /// <summary>Requests are written while replies are read: both pipes are smaller than a batch.</summary>
    public A32Result[] RunBatch(IReadOnlyList<A32Input> inputs)
    {
        Task writing = Task.Run(() =>
        {
            var batch = new MemoryStream();
            foreach (A32Input input in inputs) WriteRequest(batch, input);
            requests.Write(batch.GetBuffer(), 0, (int)batch.Length);
            requests.Flush();
        });
        var results = new A32Result[inputs.Count];
        for (int i = 0; i < results.Length; i++) results[i] = ReadReply(inputs[i]);
        writing.Wait();
        return results;
    }

    public void Dispose()
    {
        requests.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static void WriteRequest(MemoryStream batch, A32Input input)
    {
        Span<byte> head = stackalloc byte[8 + StateSize];
        head.Clear();
        byte[] code = input.Code;
        A32State initial = input.Initial;
        BinaryPrimitives.WriteInt32LittleEndian(head, code.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], initial.Thumb ? 1 : 0);
        Span<byte> state = head[8..];
        MemoryMarshal.AsBytes(initial.R.AsSpan(0, 15)).CopyTo(state);
        BinaryPrimitives.WriteUInt32LittleEndian(state[CpsrAt..], initial.Nzcv | (initial.Q ? 1u << 27 : 0) | (initial.Ge << 16));
        MemoryMarshal.AsBytes(initial.D.AsSpan()).CopyTo(state[DAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(state[FpscrAt..], initial.Fpscr);
        batch.Write(head);
        batch.Write(code);
    }

    private A32Result ReadReply(A32Input input)
    {
        Span<byte> head = stackalloc byte[16 + StateSize];
        replies.ReadExactly(head);
        int signal = BinaryPrimitives.ReadInt32LittleEndian(head);
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        var changes = new MemoryChange[BinaryPrimitives.ReadInt32LittleEndian(head[8..])];
        ReadOnlySpan<byte> state = head[16..];
        uint cpsr = BinaryPrimitives.ReadUInt32LittleEndian(state[CpsrAt..]);
        var final = new A32State
        {
            Nzcv = cpsr & 0xF000_0000,
            Q = (cpsr >> 27 & 1) != 0,
            Ge = cpsr >> 16 & 15,
            Fpscr = BinaryPrimitives.ReadUInt32LittleEndian(state[FpscrAt..]),
        };
        state[..CpsrAt].CopyTo(MemoryMarshal.AsBytes(final.R.AsSpan(0, 15)));
        final.R[15] = A32Runner.CodeAddress + (signal == 0 ? (uint)input.Code.Length : offset);
        state[DAt..FpscrAt].CopyTo(MemoryMarshal.AsBytes(final.D.AsSpan()));
        Span<byte> change = stackalloc byte[16];
        for (int i = 0; i < changes.Length; i++)
        {
            replies.ReadExactly(change);
            changes[i] = new MemoryChange((int)BinaryPrimitives.ReadInt64LittleEndian(change), BinaryPrimitives.ReadUInt64LittleEndian(change[8..]));
        }
        return new A32Result(ExceptionOf(signal), 0, 0, final, changes, 0);
    }

    /// <summary>SIGILL, SIGTRAP, SIGBUS, SIGSEGV as the exception that a kernel would have seen.</summary>
    private static ExceptionClass? ExceptionOf(int signal) => signal switch
    {
        0 => null,
        4 => ExceptionClass.Unknown,
        5 => ExceptionClass.Bkpt32,
        _ => ExceptionClass.DataAbort,
    };
}

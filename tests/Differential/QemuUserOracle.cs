using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Runs cases in guests/oracle-user under qemu-aarch64 user mode, as a Cortex-A57: Armv8.0 with the cryptographic extension and CRC32.</summary>
internal sealed class QemuUserOracle : IInstructionRunner, IDisposable
{
    private static readonly string[] Emulators = ["qemu-aarch64-static", "qemu-aarch64"];

    private readonly Process process;
    private readonly Stream requests;
    private readonly Stream replies;

    private QemuUserOracle(string emulator)
    {
        string program = RepositoryPath.Of("guests", "oracle-user", "oracle-user");
        process = Process.Start(new ProcessStartInfo(emulator, ["-cpu", "cortex-a57", program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        requests = process.StandardInput.BaseStream;
        replies = new BufferedStream(process.StandardOutput.BaseStream, 1 << 16);
        requests.Write(CaseMemory.Background);
    }

    public string Name => "qemu-aarch64";

    /// <summary>Null when this host has no user-mode emulator.</summary>
    public static QemuUserOracle? TryStart()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? emulator = Emulators.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return emulator is null ? null : new QemuUserOracle(emulator);
    }

    public CaseResult Run(CaseInput input) => RunBatch([input])[0];

    /// <summary>Requests are written while replies are read: both pipes are smaller than a batch.</summary>
    public CaseResult[] RunBatch(IReadOnlyList<CaseInput> inputs)
    {
        Task writing = Task.Run(() =>
        {
            var batch = new MemoryStream();
            foreach (CaseInput input in inputs)
            {
                WriteRequest(batch, input);
            }
            requests.Write(batch.GetBuffer(), 0, (int)batch.Length);
            requests.Flush();
        });
        var results = new CaseResult[inputs.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = ReadReply();
        }
        writing.Wait();
        return results;
    }

    public void Dispose()
    {
        requests.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static void WriteRequest(MemoryStream batch, CaseInput input)
    {
        Span<byte> head = stackalloc byte[8 + GuestState.Size];
        head.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(head, input.Words.Length);
        input.Initial.Write(head[8..]);
        batch.Write(head);
        batch.Write(MemoryMarshal.AsBytes(input.Words.AsSpan()));
    }

    private CaseResult ReadReply()
    {
        Span<byte> head = stackalloc byte[16 + GuestState.Size];
        replies.ReadExactly(head);
        var end = (CaseEnd)BinaryPrimitives.ReadInt32LittleEndian(head);
        int index = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        var changes = new MemoryChange[BinaryPrimitives.ReadInt32LittleEndian(head[8..])];
        Span<byte> change = stackalloc byte[16];
        GuestState final = GuestState.Read(head[16..]);
        for (int i = 0; i < changes.Length; i++)
        {
            replies.ReadExactly(change);
            changes[i] = new MemoryChange((int)BinaryPrimitives.ReadInt64LittleEndian(change), BinaryPrimitives.ReadUInt64LittleEndian(change[8..]));
        }
        return new CaseResult(end, index, final, changes);
    }
}

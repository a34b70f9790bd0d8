using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Names A64 words with binutils' objdump where the host has it.</summary>
internal static class Disassembler
{
    private const string Program = "aarch64-linux-gnu-objdump";

    /// <summary>One text a word, as "mnemonic operands"; null when there is no objdump.</summary>
    public static string[]? TryDisassemble(ReadOnlySpan<uint> words)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, MemoryMarshal.AsBytes(words));
            string[] arguments = ["-D", "-b", "binary", "-m", "aarch64", "-M", "no-aliases", "-z", file];
            using Process process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!;
            string[] texts = new string[words.Length];
            int at = 0;
            while (process.StandardOutput.ReadLine() is { } line)
            {
                // "   0:\t8b020020 \tadd\tx0, x1, x2"
                string[] columns = line.Split('\t', 4);
                if (columns.Length >= 3 && columns[0].EndsWith(':'))
                {
                    texts[at++] = columns.Length == 4 ? $"{columns[2]} {columns[3]}" : columns[2];
                }
            }
            process.WaitForExit();
            return at == texts.Length ? texts : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}

using System.Runtime.InteropServices;

namespace Hyp.Jit;

/// <summary>Zstandard through the host's libzstd: .NET has no decoder of its own, and only zboot kernels need one.</summary>
internal static unsafe partial class ZstdPayload
{
    private const string Library = "libzstd.so.1";

    public static byte[] Decompress(string name, byte[] compressed, long limit)
    {
        try
        {
            return Stream(name, compressed, limit);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new GuestImageException($"{name}: compressed by zstd, and the host has no {Library} (Debian package libzstd1)", e);
        }
    }

    // Streaming, because a frame need not tell its decompressed size.
    private static byte[] Stream(string name, byte[] compressed, long limit)
    {
        nint context = ZSTD_createDStream();
        try
        {
            var output = new MemoryStream(compressed.Length * 4);
            byte[] buffer = new byte[1 << 18];
            nuint result;
            fixed (byte* source = compressed, target = buffer)
            {
                var input = new Buffer { Address = source, Size = (nuint)compressed.Length };
                do
                {
                    var chunk = new Buffer { Address = target, Size = (nuint)buffer.Length };
                    nuint consumed = input.Position;
                    result = ZSTD_decompressStream(context, &chunk, &input);
                    if (ZSTD_isError(result) != 0 || (result != 0 && chunk.Position == 0 && input.Position == consumed))
                    {
                        throw new GuestImageException($"{name}: the zstd data is truncated or damaged");
                    }
                    output.Write(buffer, 0, (int)chunk.Position);
                    if (output.Length > limit)
                    {
                        throw new GuestImageException($"{name}: decompresses to more than {limit >> 20} MiB");
                    }
                }
                while (result != 0); // 0: a frame is complete; what follows it is the size that zboot appends.
            }
            return output.ToArray();
        }
        finally
        {
            _ = ZSTD_freeDStream(context);
        }
    }

    /// <summary>ZSTD_inBuffer and ZSTD_outBuffer, which are laid out alike.</summary>
    private struct Buffer
    {
        public byte* Address;
        public nuint Size;
        public nuint Position;
    }

    [LibraryImport(Library)]
    private static partial nint ZSTD_createDStream();

    [LibraryImport(Library)]
    private static partial nuint ZSTD_freeDStream(nint context);

    [LibraryImport(Library)]
    private static partial nuint ZSTD_decompressStream(nint context, Buffer* output, Buffer* input);

    [LibraryImport(Library)]
    private static partial uint ZSTD_isError(nuint code);
}

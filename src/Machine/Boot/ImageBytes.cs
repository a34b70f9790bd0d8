namespace Hyp.Jit;

/// <summary>Bytes of a guest image: a file that is read straight into guest memory, or what came out of decompression.</summary>
internal abstract class ImageBytes(string name) : IDisposable
{
    /// <summary>How messages call it: the path as the user gave it.</summary>
    public string Name { get; } = name;

    public abstract long Length { get; }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/>; both lie within <see cref="Length"/>.</summary>
    public abstract void Read(long offset, Span<byte> destination);

    /// <summary>The first bytes, as many as there are up to <paramref name="count"/>.</summary>
    public byte[] Head(int count) => Slice(0, (int)Math.Min(count, Length));

    public byte[] Slice(long offset, int count)
    {
        byte[] bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    /// <summary>Opens a file that must exist and hold something.</summary>
    /// <exception cref="GuestImageException">It is missing, unreadable or empty.</exception>
    public static ImageBytes Open(string path, string role)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new GuestImageException($"{path}: the {role} is a directory");
            }
            var file = new FileImage(path);
            if (file.Length == 0)
            {
                file.Dispose();
                throw new GuestImageException($"{path}: the {role} is empty");
            }
            return file;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GuestImageException($"{path}: no such {role}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GuestImageException($"{path}: the {role} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    public static ImageBytes FromMemory(string name, ReadOnlyMemory<byte> bytes) => new MemoryImage(name, bytes);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class FileImage(string path) : ImageBytes(path)
    {
        private readonly Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path);

        public override long Length => field == 0 ? field = RandomAccess.GetLength(handle) : field;

        public override void Read(long offset, Span<byte> destination)
        {
            while (!destination.IsEmpty)
            {
                int count = RandomAccess.Read(handle, destination, offset);
                if (count == 0)
                {
                    throw new GuestImageException($"{Name}: ends before its length");
                }
                destination = destination[count..];
                offset += count;
            }
        }

        protected override void Dispose(bool disposing)
        {
            handle.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class MemoryImage(string name, ReadOnlyMemory<byte> bytes) : ImageBytes(name)
    {
        public override long Length => bytes.Length;

        public override void Read(long offset, Span<byte> destination) => bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hyp.Jit.Runtime;

namespace Hyp.Jit;

/// <summary>
/// The form of a saved machine: magic, format version, the configuration it was saved with, one section a part {name, version, length,
/// bytes}, an empty name, and the SHA-256 of everything before it.
/// </summary>
internal static class SnapshotStream
{
    private const int FormatVersion = 1;
    private const int MaximumNameLength = 64;
    private static ReadOnlySpan<byte> Magic => "HYPJITSS"u8;

    public static void Write(Stream stream, string configuration, IEnumerable<ISnapshotPart> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var section = new MemoryStream();
        using (var writer = new BinaryWriter(section, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(FormatVersion);
            writer.Write(configuration);
        }
        Emit(stream, hash, section);
        foreach (ISnapshotPart part in parts)
        {
            var body = new MemoryStream();
            using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
            {
                part.Save(writer);
            }
            using (var writer = new BinaryWriter(section, Encoding.UTF8, leaveOpen: true))
            {
                writer.Write(part.SnapshotName);
                writer.Write(part.SnapshotVersion);
                writer.Write(body.Length);
            }
            Emit(stream, hash, section);
            Emit(stream, hash, body);
        }
        section.WriteByte(0);
        Emit(stream, hash, section);
        stream.Write(hash.GetHashAndReset());
    }

    /// <summary>Checks the whole stream, then restores each part. Nothing is touched unless everything fits.</summary>
    /// <exception cref="GuestImageException">The stream is damaged, foreign, or of a machine configured otherwise.</exception>
    public static void Read(Stream stream, string configuration, IReadOnlyCollection<ISnapshotPart> parts)
    {
        byte[] bytes = ReadAll(stream);
        if (bytes.Length < Magic.Length || !bytes.AsSpan().StartsWith(Magic))
        {
            throw new GuestImageException("not a saved machine: the stream does not begin as one");
        }
        int contentLength = bytes.Length - SHA256.HashSizeInBytes;
        int format = bytes.Length >= 12 ? BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) : 0;
        if (contentLength > 12 && format != FormatVersion)
        {
            throw new GuestImageException($"the saved machine has format version {format}; this program reads version {FormatVersion}");
        }
        if (contentLength <= 12 || !SHA256.HashData(bytes.AsSpan(0, contentLength)).AsSpan().SequenceEqual(bytes.AsSpan(contentLength)))
        {
            throw new GuestImageException("the saved machine is truncated or damaged: its checksum does not match");
        }

        Dictionary<string, (int Version, ArraySegment<byte> Body)> sections = [];
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, 12, contentLength - 12), Encoding.UTF8);
            string saved = reader.ReadString();
            if (saved != configuration)
            {
                throw new GuestImageException($"the saved machine is another one: saved {saved}, this is {configuration}");
            }
            while (reader.ReadString() is { Length: > 0 and <= MaximumNameLength } name)
            {
                int version = reader.ReadInt32();
                long length = reader.ReadInt64();
                long at = reader.BaseStream.Position;
                if (length < 0 || length > reader.BaseStream.Length - at || !sections.TryAdd(name, (version, new ArraySegment<byte>(bytes, (int)(12 + at), (int)length))))
                {
                    throw new InvalidDataException();
                }
                reader.BaseStream.Position = at + length;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ArgumentException)
        {
            throw new GuestImageException("the saved machine is damaged: its sections do not follow one another", e);
        }
        CheckParts(parts, sections);
        foreach (ISnapshotPart part in parts)
        {
            Restore(part, sections[part.SnapshotName].Body);
        }
    }

    private static void CheckParts(IReadOnlyCollection<ISnapshotPart> parts, Dictionary<string, (int Version, ArraySegment<byte> Body)> sections)
    {
        foreach (ISnapshotPart part in parts)
        {
            if (!sections.TryGetValue(part.SnapshotName, out (int Version, ArraySegment<byte> Body) section))
            {
                throw new GuestImageException($"the saved machine has no part \"{part.SnapshotName}\"");
            }
            if (section.Version != part.SnapshotVersion)
            {
                throw new GuestImageException(
                    $"the saved machine's part \"{part.SnapshotName}\" has version {section.Version}; this program reads version {part.SnapshotVersion}");
            }
        }
        if (sections.Count != parts.Count)
        {
            throw new GuestImageException("the saved machine has parts that this one lacks");
        }
    }

    private static void Restore(ISnapshotPart part, ArraySegment<byte> body)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(body.Array!, body.Offset, body.Count), Encoding.UTF8);
            part.Restore(reader);
            if (reader.BaseStream.Position != reader.BaseStream.Length)
            {
                throw new InvalidDataException("bytes are left over");
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new GuestImageException($"the saved machine's part \"{part.SnapshotName}\" is damaged: {e.Message}", e);
        }
    }

    private static void Emit(Stream stream, IncrementalHash hash, MemoryStream bytes)
    {
        ReadOnlySpan<byte> span = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        hash.AppendData(span);
        stream.Write(span);
        bytes.SetLength(0);
    }

    private static byte[] ReadAll(Stream stream)
    {
        try
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
        catch (Exception e) when (e is IOException or NotSupportedException)
        {
            throw new GuestImageException($"the saved machine cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}

namespace Hyp.Jit.Runtime;

/// <summary>A piece of machine state that can be saved and restored. Save and Restore mirror each other field by field.</summary>
public interface ISnapshotPart
{
    /// <summary>Section name in the stream, unique within a machine, for example "cpu0" or "gic".</summary>
    string SnapshotName { get; }

    /// <summary>Layout version of this part; a restore of another version is refused with a message.</summary>
    int SnapshotVersion { get; }

    /// <summary>Writes the whole state of the part.</summary>
    void Save(BinaryWriter writer);

    /// <summary>Reads what <see cref="Save"/> wrote. Throws <see cref="InvalidDataException"/> on values that cannot be.</summary>
    void Restore(BinaryReader reader);
}

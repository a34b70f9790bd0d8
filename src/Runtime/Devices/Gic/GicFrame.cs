namespace Hyp.Jit.Runtime;

/// <summary>
/// One memory-mapped register frame of a GIC. All registers are 32 bits wide words; this turns every access into whole words under the lock,
/// with a mask of the byte lanes that are written. Words a frame does not know read as zero and ignore writes.
/// </summary>
internal abstract class GicFrame(InterruptController gic, string snapshotName) : IBusDevice
{
    public string SnapshotName => snapshotName;

    public virtual int SnapshotVersion => 1;

    public ulong Read(ulong offset, int size, int cpuIndex)
    {
        int cpu = Requester(cpuIndex);
        uint word = (uint)offset & ~3u;
        lock (gic.Gate)
        {
            ulong value = ReadWord(word, cpu);
            if (size == 8)
            {
                value |= (ulong)ReadWord(word + 4, cpu) << 32;
            }
            gic.Settle();
            value >>= 8 * ((int)offset & 3);
            return size switch
            {
                1 => (byte)value,
                2 => (ushort)value,
                4 => (uint)value,
                _ => value,
            };
        }
    }

    public void Write(ulong offset, int size, ulong value, int cpuIndex)
    {
        int cpu = Requester(cpuIndex);
        uint word = (uint)offset & ~3u;
        int shift = 8 * ((int)offset & 3);
        uint lanes = size switch
        {
            1 => 0xFFu << shift,
            2 => 0xFFFFu << shift,
            _ => uint.MaxValue,
        };
        lock (gic.Gate)
        {
            WriteWord(word, (uint)value << shift & lanes, lanes, cpu);
            if (size == 8)
            {
                WriteWord(word + 4, (uint)(value >> 32), uint.MaxValue, cpu);
            }
            gic.Settle();
        }
    }

    public void Save(BinaryWriter writer)
    {
        lock (gic.Gate)
        {
            SaveState(writer);
        }
    }

    public void Restore(BinaryReader reader)
    {
        lock (gic.Gate)
        {
            RestoreState(reader);
            gic.RefreshLines();
        }
    }

    protected abstract uint ReadWord(uint offset, int cpu);

    /// <param name="value">Zero outside <paramref name="lanes"/>.</param>
    /// <param name="lanes">Ones over the bytes that the guest writes.</param>
    protected abstract void WriteWord(uint offset, uint value, uint lanes, int cpu);

    protected abstract void SaveState(BinaryWriter writer);

    protected abstract void RestoreState(BinaryReader reader);

    protected uint UnknownRead(uint offset)
    {
        gic.ReportOnce($"{snapshotName}: read of offset 0x{offset:x}, where there is no register");
        return 0;
    }

    protected void UnknownWrite(uint offset) =>
        gic.ReportOnce($"{snapshotName}: write to offset 0x{offset:x}, where there is no writable register");

    // DMA masters and debuggers have no PE of their own: they see PE 0's banked registers.
    private int Requester(int cpuIndex) => (uint)cpuIndex < (uint)gic.CpuCount ? cpuIndex : 0;
}

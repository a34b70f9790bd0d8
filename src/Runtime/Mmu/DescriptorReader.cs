using System.Buffers.Binary;

namespace Hyp.Jit.Runtime;

/// <summary>Reads of stage 1 tables, which are themselves translated by stage 2.</summary>
internal sealed unsafe class DescriptorReader(PhysicalMemory memory, Stage2Walker stage2)
{
    /// <summary>A long descriptor.</summary>
    public bool TryRead(in WalkRequest request, ulong address, int level, out ulong descriptor, out MmuFault fault)
    {
        descriptor = 0;
        if (!TryLocate(request, address, level, out byte* host, out fault))
        {
            return false;
        }

        descriptor = Volatile.Read(ref *(ulong*)host);
        if (request.Regime.Key.BigEndianTables)
        {
            descriptor = BinaryPrimitives.ReverseEndianness(descriptor);
        }

        return true;
    }

    /// <summary>A short descriptor.</summary>
    public bool TryReadShort(in WalkRequest request, ulong address, int level, out uint descriptor, out MmuFault fault)
    {
        descriptor = 0;
        if (!TryLocate(request, address, level, out byte* host, out fault))
        {
            return false;
        }

        descriptor = Volatile.Read(ref *(uint*)host);
        if (request.Regime.Key.BigEndianTables)
        {
            descriptor = BinaryPrimitives.ReverseEndianness(descriptor);
        }

        return true;
    }

    private bool TryLocate(in WalkRequest request, ulong address, int level, out byte* host, out MmuFault fault)
    {
        host = null;
        if (request.Regime.Key.Stage2)
        {
            if (!stage2.TryTranslate(request, address, forStage1Walk: true, out TranslationResult table, out fault))
            {
                return false;
            }

            address = table.PhysicalAddress;
        }

        host = memory.HostPointer(address);
        fault = host == null ? request.Fault(FaultKind.ExternalOnWalk, level) : default;
        return host != null;
    }
}

using System.Runtime.InteropServices;
using Hyp.Jit.Runtime;

namespace Hyp.Jit.Compiler;

/// <summary>All decoded pages of a machine, by physical page and key. Op memory comes zeroed from large chunks and is recycled.</summary>
internal sealed unsafe class CodeCache : IDisposable
{
    // Large, on huge pages: the first touch of each small one costs microseconds, and a boot decodes thousands of pages.
    private const int ChunkBytes = 16 << 20;
    private readonly Dictionary<(ulong Page, int Key), CodePage> pages = [];
    private readonly Dictionary<ulong, List<CodePage>> byPhysical = [];
    private readonly List<CodePage?> byId = [];
    private static readonly List<CodePage> NoPages = [];
    // By Isa.
    private readonly Stack<nint>[] free = [new(), new(), new()];
    private readonly byte*[] chunk = new byte*[3];
    private readonly int[] chunkLeft = new int[3];
    private readonly List<HostBlock> blocks = [];

    public int PageCount => pages.Count;

    public CodePage ById(int id) => byId[id] ?? throw new InvalidOperationException($"code page {id} is gone");

    public CodePage? Find(ulong physicalPage, CodeKey key) => pages.GetValueOrDefault((physicalPage, key.Index));

    public CodePage Add(ulong physicalPage, CodeKey key, byte* guest)
    {
        var page = new CodePage(byId.Count, physicalPage, key, Allocate(key.Isa), guest);
        byId.Add(page);
        pages.Add((physicalPage, key.Index), page);
        if (!byPhysical.TryGetValue(physicalPage, out List<CodePage>? list)) byPhysical[physicalPage] = list = [];
        list.Add(page);
        return page;
    }

    /// <summary>The pages that hold decoded code of a physical page, under any key.</summary>
    public IReadOnlyList<CodePage> Of(ulong physicalPage) => byPhysical.TryGetValue(physicalPage, out List<CodePage>? list) ? list : NoPages;

    public IReadOnlyCollection<CodePage> All => pages.Values;

    /// <summary>Takes a page out of the lookup. Its ops stay valid until <see cref="Recycle"/>, for tier 0 may be standing in them.</summary>
    public void Remove(CodePage page)
    {
        pages.Remove((page.PhysicalAddress, page.Key.Index));
        List<CodePage> copies = byPhysical[page.PhysicalAddress];
        copies.Remove(page);
        if (copies.Count == 0) byPhysical.Remove(page.PhysicalAddress);
    }

    /// <summary>A page outside the lookup, for what cannot be cached.</summary>
    public CodePage Scratch(CodeKey key) => new(-1, 0, key, Allocate(key.Isa), null);

    /// <summary>Gives the op memory of a removed page back; nothing may point into it any more.</summary>
    public void Recycle(CodePage page)
    {
        byId[page.Id] = null;
        page.Prefixes?.Release();
        Isa isa = page.Key.Isa;
        NativeMemory.Clear((byte*)page.Ops - CodePage.BytesBefore(isa), (nuint)CodePage.Bytes(isa));
        free[(int)isa].Push((nint)page.Ops);
    }

    /// <summary>Frees all op memory; no machine may run on it any more.</summary>
    public void Dispose()
    {
        foreach (CodePage page in pages.Values) page.Prefixes?.Release();
        foreach (HostBlock block in blocks) HostMemory.Release(block);
        blocks.Clear();
    }

    private Op* Allocate(Isa isa)
    {
        if (free[(int)isa].TryPop(out nint recycled)) return (Op*)recycled;
        int stride = (CodePage.Bytes(isa) + 63) & ~63;
        if (chunkLeft[(int)isa] < stride)
        {
            HostBlock block = HostMemory.Reserve(ChunkBytes, huge: true);
            blocks.Add(block);
            chunk[(int)isa] = block.Start;
            chunkLeft[(int)isa] = ChunkBytes;
        }
        byte* page = chunk[(int)isa];
        chunk[(int)isa] += stride;
        chunkLeft[(int)isa] -= stride;
        return (Op*)(page + CodePage.BytesBefore(isa));
    }
}

namespace Hyp.Jit.Runtime;

/// <summary>The live translation contexts of one PE, least recently selected first to go.</summary>
internal sealed class ContextPool(MmuFeatures features, int capacity = ContextPool.DefaultCapacity) : IDisposable
{
    public const int DefaultCapacity = 64;

    private readonly List<TranslationContext> _contexts = [];
    private long _clock;

    public IReadOnlyList<TranslationContext> Contexts => _contexts;

    /// <summary>Marks a context as used now, which keeps it from being recycled next.</summary>
    public void Touch(TranslationContext context) => context.LastUse = ++_clock;

    /// <summary>The context of <paramref name="key"/>, with whatever it still holds; a new or recycled empty one otherwise.</summary>
    public TranslationContext Acquire(in ContextKey key)
    {
        TranslationContext? oldest = null;
        foreach (TranslationContext context in _contexts)
        {
            if (context.Key == key)
            {
                Touch(context);
                return context;
            }

            oldest = oldest is null || context.LastUse < oldest.LastUse ? context : oldest;
        }

        var regime = new TranslationRegime(key, features);
        if (_contexts.Count < capacity || oldest is null)
        {
            oldest = new TranslationContext(regime);
            _contexts.Add(oldest);
        }
        else
        {
            oldest.Recycle(regime);
        }

        Touch(oldest);
        return oldest;
    }

    public void ClearAll()
    {
        foreach (TranslationContext context in _contexts)
        {
            context.Clear();
        }
    }

    public void Dispose()
    {
        foreach (TranslationContext context in _contexts)
        {
            context.Dispose();
        }

        _contexts.Clear();
    }
}

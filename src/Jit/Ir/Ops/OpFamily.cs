using System.Numerics;

namespace Hyp.Jit.Compiler;

/// <summary>How an operation over lanes becomes a pure op for one element type and one form.</summary>
internal interface ILaneDefinition
{
    static abstract ushort Define<T, TForm>(string name)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TForm : struct, IForm;
}

/// <summary>How a lengthening or narrowing operation becomes a pure op for elements T and W (twice as wide) and one part.</summary>
internal interface IWideDefinition
{
    static abstract ushort Define<T, W, TPart>(string name)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W>
        where TPart : struct, IPart;
}

/// <summary>
/// The codes of one vector operation over all element sizes and forms. A code is defined when it is first asked for: a guest uses few of the
/// thousand combinations, and each costs a generic instantiation.
/// </summary>
internal sealed unsafe class OpFamily
{
    private const int Forms = 4;
    private static readonly string[] Arrangements =
    [
        "8b", "16b", "b", "", "4h", "8h", "h", "", "2s", "4s", "s", "", "1d", "2d", "d", "",
    ];

    private readonly string name;
    private readonly delegate*<string, int, VectorForm, ushort> define;
    private readonly ushort[] codes = new ushort[Arrangements.Length];

    private OpFamily(string name, delegate*<string, int, VectorForm, ushort> define)
    {
        this.name = name;
        this.define = define;
    }

    /// <summary>Code for elements of 8 &lt;&lt; size bits. Two threads may define it twice, which is harmless.</summary>
    public ushort this[int size, VectorForm form]
    {
        get
        {
            int index = (size * Forms) + (int)form;
            if (codes[index] == 0) codes[index] = define($"{name}.{Arrangements[index]}", size, form);
            return codes[index];
        }
    }

    public static OpFamily Signed<TDefinition>(string name) where TDefinition : struct, ILaneDefinition => new(name, &DefineSigned<TDefinition>);

    public static OpFamily Unsigned<TDefinition>(string name) where TDefinition : struct, ILaneDefinition => new(name, &DefineUnsigned<TDefinition>);

    /// <summary>A lengthening or narrowing operation on signed elements; size is that of the narrow ones.</summary>
    public static OpFamily SignedWide<TDefinition>(string name)
        where TDefinition : struct, IWideDefinition => new(name, &DefineSignedWide<TDefinition>);

    public static OpFamily UnsignedWide<TDefinition>(string name)
        where TDefinition : struct, IWideDefinition => new(name, &DefineUnsignedWide<TDefinition>);

    private static ushort DefineSigned<TDefinition>(string name, int size, VectorForm form) where TDefinition : struct, ILaneDefinition => size switch
    {
        0 => DefineLanes<TDefinition, sbyte>(name, form),
        1 => DefineLanes<TDefinition, short>(name, form),
        2 => DefineLanes<TDefinition, int>(name, form),
        _ => DefineLanes<TDefinition, long>(name, form),
    };

    private static ushort DefineUnsigned<TDefinition>(string name, int size, VectorForm form)
        where TDefinition : struct, ILaneDefinition => size switch
        {
            0 => DefineLanes<TDefinition, byte>(name, form),
            1 => DefineLanes<TDefinition, ushort>(name, form),
            2 => DefineLanes<TDefinition, uint>(name, form),
            _ => DefineLanes<TDefinition, ulong>(name, form),
        };

    private static ushort DefineSignedWide<TDefinition>(string name, int size, VectorForm part)
        where TDefinition : struct, IWideDefinition => size switch
        {
            0 => DefineWide<TDefinition, sbyte, short>(name, part),
            1 => DefineWide<TDefinition, short, int>(name, part),
            _ => DefineWide<TDefinition, int, long>(name, part),
        };

    private static ushort DefineUnsignedWide<TDefinition>(string name, int size, VectorForm part)
        where TDefinition : struct, IWideDefinition => size switch
        {
            0 => DefineWide<TDefinition, byte, ushort>(name, part),
            1 => DefineWide<TDefinition, ushort, uint>(name, part),
            _ => DefineWide<TDefinition, uint, ulong>(name, part),
        };

    private static ushort DefineLanes<TDefinition, T>(string name, VectorForm form)
        where TDefinition : struct, ILaneDefinition
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => form switch
        {
            VectorForm.Half => TDefinition.Define<T, HalfForm>(name),
            VectorForm.Full => TDefinition.Define<T, FullForm>(name),
            _ => TDefinition.Define<T, ScalarForm>(name),
        };

    private static ushort DefineWide<TDefinition, T, W>(string name, VectorForm part)
        where TDefinition : struct, IWideDefinition
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where W : unmanaged, IBinaryInteger<W>, IMinMaxValue<W> => part switch
        {
            VectorForm.Half => TDefinition.Define<T, W, LowPart>(name),
            VectorForm.Full => TDefinition.Define<T, W, HighPart>(name),
            _ => TDefinition.Define<T, W, ScalarPart>(name),
        };
}

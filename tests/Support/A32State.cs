namespace Hyp.Jit.Tests.Support;

/// <summary>The registers an AArch32 program can see, as plain data.</summary>
internal sealed class A32State
{
    /// <summary>R0-R14; index 15 is the address behind the last instruction run.</summary>
    public uint[] R { get; } = new uint[16];

    /// <summary>D0-D31; S registers are halves of D0-D15.</summary>
    public ulong[] D { get; } = new ulong[32];

    /// <summary>In bits 31:28.</summary>
    public uint Nzcv { get; set; }

    public bool Q { get; set; }

    /// <summary>CPSR.GE, 4 bits.</summary>
    public uint Ge { get; set; }

    /// <summary>CPSR.IT[7:0].</summary>
    public byte It { get; set; }

    public bool Thumb { get; set; }

    public uint Fpscr { get; set; }

    public A32State Clone()
    {
        var copy = new A32State { Nzcv = Nzcv, Q = Q, Ge = Ge, It = It, Thumb = Thumb, Fpscr = Fpscr };
        R.CopyTo(copy.R, 0);
        D.CopyTo(copy.D, 0);
        return copy;
    }
}

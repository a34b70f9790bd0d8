using Hyp.Jit.Tests.Support;

namespace Hyp.Jit.Tests.Differential;

/// <summary>Makes a failing case small: words that do not matter become NOPs and then vanish, registers that do not matter become zero.</summary>
internal static class CaseShrinker
{
    /// <summary>Returns the smallest case found for which <paramref name="fails"/> still holds; a case that leaves scratch memory must not count as failing.</summary>
    public static CaseInput Shrink(CaseInput input, Func<CaseInput, bool> fails)
    {
        input = DropTail(input, fails);
        for (int i = input.Words.Length - 1; i >= 0; i--)
        {
            input = Try(input, WithoutWord(input, i), fails);
        }
        input = DropNops(input, fails);
        for (int i = 0; i < 32; i++)
        {
            int register = i;
            input = Try(input, WithState(input, s => s.X[register] = register == 31 ? CaseMemory.ScratchAddress : 0), fails);
            input = Try(input, WithState(input, s => (s.V[2 * register], s.V[(2 * register) + 1]) = (0, 0)), fails);
            input = Try(input, WithState(input, s => s.V[(2 * register) + 1] = 0), fails);
        }
        input = Try(input, WithState(input, s => s.Nzcv = 0), fails);
        input = Try(input, WithState(input, s => s.Fpcr = 0), fails);
        return Try(input, WithState(input, s => s.Fpsr = 0), fails);
    }

    /// <summary>The shortest failing prefix ends with the culprit.</summary>
    private static CaseInput DropTail(CaseInput input, Func<CaseInput, bool> fails)
    {
        for (int length = 1; length < input.Words.Length; length++)
        {
            CaseInput shorter = input with { Words = input.Words[..length] };
            if (!JumpsBehindEnd(shorter.Words) && fails(shorter))
            {
                return shorter;
            }
        }
        return input;
    }

    private static CaseInput DropNops(CaseInput input, Func<CaseInput, bool> fails)
    {
        uint[] kept = input.Words.Where(word => word != A64Words.Nop).ToArray();
        return kept.Length == 0 || JumpsBehindEnd(kept) ? input : Try(input, input with { Words = kept }, fails);
    }

    private static bool JumpsBehindEnd(uint[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (A64Words.JumpDistance(words, i) is { } distance && i + distance > words.Length)
            {
                return true;
            }
        }
        return false;
    }

    private static CaseInput Try(CaseInput input, CaseInput candidate, Func<CaseInput, bool> fails) => fails(candidate) ? candidate : input;

    /// <summary>A NOP in its place, so that jumps keep their targets. A register branch goes together with the ADR that feeds it.</summary>
    private static CaseInput WithoutWord(CaseInput input, int index)
    {
        uint[] words = [.. input.Words];
        if (A64Words.IsRegisterBranch(words[index]))
        {
            words[index - 1] = A64Words.Nop;
        }
        else if (index + 1 < words.Length && A64Words.IsRegisterBranch(words[index + 1]))
        {
            return input;
        }
        words[index] = A64Words.Nop;
        return input with { Words = words };
    }

    private static CaseInput WithState(CaseInput input, Action<GuestState> change)
    {
        GuestState state = input.Initial.Clone();
        change(state);
        return input with { Initial = state };
    }
}

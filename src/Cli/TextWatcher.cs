using System.Text;

namespace Hyp.Jit.Cli;

/// <summary>Notices a text in a stream of bytes, wherever the stream is cut (Knuth, Morris and Pratt).</summary>
internal sealed class TextWatcher
{
    private readonly byte[] text;
    /// <summary>For each length matched: the longest shorter match that could still go on.</summary>
    private readonly int[] fallback;
    private int matched;

    public TextWatcher(string text)
    {
        this.text = Encoding.UTF8.GetBytes(text);
        fallback = new int[this.text.Length + 1];
        for (int i = 1, length = 0; i < this.text.Length; i++)
        {
            while (length > 0 && this.text[i] != this.text[length])
            {
                length = fallback[length];
            }
            fallback[i + 1] = this.text[i] == this.text[length] ? ++length : 0;
        }
    }

    public bool Seen { get; private set; }

    public void Watch(ReadOnlySpan<byte> bytes)
    {
        if (Seen)
        {
            return;
        }
        foreach (byte b in bytes)
        {
            while (matched > 0 && text[matched] != b)
            {
                matched = fallback[matched];
            }
            matched += text[matched] == b ? 1 : 0;
            if (matched == text.Length)
            {
                Seen = true;
                return;
            }
        }
    }
}

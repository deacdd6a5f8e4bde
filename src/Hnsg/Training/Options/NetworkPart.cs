using System.Text;

namespace Hnsg.Training.Options;

/// <summary>One part of a text in the notation of networks, between two <c>-</c>.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Text">The part.</param>
/// <param name="Meaning">What it means, for people; null for a plain number of dense neurons.</param>
internal sealed record NetworkPart(int Start, string Text, string? Meaning)
{
    /// <summary>Where it ends in the text: at a <c>-</c>, or at the end.</summary>
    public int End => Start + Text.Length;

    /// <summary>Reads the part that begins at a place of a text.</summary>
    /// <exception cref="OptionException">There is none; says at which character.</exception>
    public static NetworkPart Read(string text, int start) => new Reader(text, start).Read();

    private sealed class Reader(string text, int start)
    {
        private readonly List<string> _meanings = [];
        private int _at;

        public NetworkPart Read()
        {
            _at = start;
            bool plain = true;
            if (Digits() is { } number)
            {
                plain = !Window(number);
            }
            else if (Skip('p'))
            {
                string size = Need("the size of the window was expected, as in p2");
                _meanings.Add($"pooling of {size}×{size} by any spike");
                plain = false;
            }
            else if (Skip('o'))
            {
                if (!Skip('d'))
                {
                    throw Fault("taps of the output were expected, as in od2");
                }
                _meanings.Add($"{Taps()} taps for each connection of the output");
                plain = false;
            }
            while (Suffix())
            {
                plain = false;
            }
            if (_at == start)
            {
                throw Fault("a number of neurons was expected, as in 1000-500");
            }
            return _at == text.Length || text[_at] == '-'
                ? new NetworkPart(start, text[start.._at], plain ? null : string.Join(", ", _meanings))
                : throw Fault("'-' or the end was expected, as in 1000-500");
        }

        // 16c5, 16c5s2, 16l5, or a dense population, which they would otherwise be.
        private bool Window(string number)
        {
            char kind = _at < text.Length ? text[_at] : default;
            if (kind is not ('c' or 'l'))
            {
                _meanings.Add($"{number} neurons");
                return false;
            }
            _at++;
            string size = Need($"the size of the window was expected, as in 16{kind}5");
            string name = kind == 'c' ? "a convolution" : "a locally connected layer";
            _meanings.Add($"{name} of {number} channels, {size}×{size}");
            if (Skip('s'))
            {
                _meanings.Add($"stride {Need("the stride was expected, as in 16c5s2")}");
            }
            return true;
        }

        private bool Suffix()
        {
            if (Skip('d'))
            {
                _meanings.Add($"{Taps()} taps for each connection");
            }
            else if (Skip('r'))
            {
                _meanings.Add(
                    Digits() is { } most
                        ? $"recurrence with delays of 1…{most} steps"
                        : "recurrence with a delay of 1 step"
                );
            }
            else if (Skip('v'))
            {
                _meanings.Add("no padding");
            }
            else
            {
                return false;
            }
            return true;
        }

        private string Taps() => Need("the number of taps was expected, as in 256d16");

        private bool Skip(char letter)
        {
            bool there = _at < text.Length && text[_at] == letter;
            _at += there ? 1 : 0;
            return there;
        }

        private string? Digits()
        {
            int first = _at;
            while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            {
                _at++;
            }
            return _at == first ? null : text[first.._at];
        }

        private string Need(string what) => Digits() ?? throw Fault(what);

        private OptionException Fault(string expected)
        {
            string found =
                _at == text.Length ? "the text ends"
                : Rune.TryGetRuneAt(text, _at, out Rune rune) ? $"there is '{rune}'"
                : "there is half a character";
            return new OptionException("network", $"at character {_at + 1} {found}, but {expected}");
        }
    }
}

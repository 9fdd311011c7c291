namespace Autocomp.Frontend.Signatures;

/// <summary>Reads the small texts of attributes: names, numbers and signs, blanks between them ignored.</summary>
/// <param name="text">The text.</param>
internal sealed class AttributeReader(string text)
{
    /// <summary>Where the next token starts.</summary>
    public int Position { get; private set; }

    /// <summary>Whether the text is read to its end.</summary>
    public bool AtEnd
    {
        get
        {
            SkipBlanks();
            return Position == text.Length;
        }
    }

    /// <summary>The next character, or a zero character at the end.</summary>
    public char Next => AtEnd ? '\0' : text[Position];

    /// <summary>Reads the given character if it is next.</summary>
    public bool TryRead(char expected)
    {
        if (Next != expected) return false;
        Position++;
        return true;
    }

    /// <summary>Reads an identifier, or gives null.</summary>
    public string? ReadName()
    {
        if (!(char.IsLetter(Next) || Next == '_')) return null;
        int start = Position;
        while (Position < text.Length && (char.IsLetterOrDigit(text[Position]) || text[Position] == '_')) Position++;
        return text.Substring(start, Position - start);
    }

    /// <summary>Reads a decimal number up to 2147483647, or gives null with the position behind its digits.</summary>
    public long? ReadNumber()
    {
        if (Next is not (>= '0' and <= '9')) return null;
        long value = 0;
        while (Position < text.Length && text[Position] is >= '0' and <= '9')
        {
            value = Math.Min(value * 10 + (text[Position] - '0'), (long)int.MaxValue + 1);
            Position++;
        }

        return value <= int.MaxValue ? value : null;
    }

    private void SkipBlanks()
    {
        while (Position < text.Length && (text[Position] is ' ' or '\t')) Position++;
    }
}

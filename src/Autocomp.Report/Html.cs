using System.Globalization;
using System.Text;

namespace Autocomp.Report;

/// <summary>Finished HTML. The only ways to make one escape every text, so untrusted text cannot become markup.</summary>
/// <param name="Text">The HTML.</param>
internal readonly record struct Html(string Text)
{
    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Literal parts as they stand, texts escaped, numbers in invariant culture, HTML as it is.</summary>
    public static Html Of(HtmlText text) => text.Finish();

    /// <summary>Pieces after each other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(p => p.Text)));

    /// <summary>Escapes text for elements and attributes; control and direction characters become <c>?</c>, line breaks stay.</summary>
    public static string Escape(string text)
    {
        StringBuilder builder = new(text.Length + 16);
        foreach (char c in text)
        {
            _ = c switch
            {
                '<' => builder.Append("&lt;"),
                '>' => builder.Append("&gt;"),
                '&' => builder.Append("&amp;"),
                '"' => builder.Append("&quot;"),
                '\'' => builder.Append("&#39;"),
                '\n' or '\t' => builder.Append(c),
                '\r' => builder,
                _ when char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Surrogate && !char.IsSurrogate(c) => builder.Append('?'),
                _ => builder.Append(c),
            };
        }

        return builder.ToString();
    }
}

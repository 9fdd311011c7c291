using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Autocomp.Report;

/// <summary>Builds <see cref="Html"/> from an interpolated string: what stands in braces is escaped unless it is HTML already.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlText
{
    private readonly StringBuilder _builder;

    /// <summary>Called by the compiler.</summary>
    public HtmlText(int literalLength, int formattedCount) => _builder = new(literalLength + (formattedCount * 16));

    /// <summary>Markup of the page's own.</summary>
    public void AppendLiteral(string text) => _builder.Append(text);

    /// <summary>Untrusted text.</summary>
    public void AppendFormatted(string? text) => _builder.Append(Html.Escape(text ?? ""));

    /// <summary>Finished HTML.</summary>
    public void AppendFormatted(Html html) => _builder.Append(html.Text);

    /// <summary>Finished pieces.</summary>
    public void AppendFormatted(IEnumerable<Html> pieces)
    {
        foreach (Html piece in pieces) _builder.Append(piece.Text);
    }

    /// <summary>A whole number, by default with thousands separated.</summary>
    public void AppendFormatted(long number, string format = "N0") => _builder.Append(number.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>A number, by default as a coordinate.</summary>
    public void AppendFormatted(double number, string format = "0.##") => _builder.Append(number.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>What was built.</summary>
    public Html Finish() => new(_builder.ToString());
}

using System.Security.Cryptography;
using System.Text;
using Autocomp.Report.Sections;

namespace Autocomp.Report;

/// <summary>Prints a report as one HTML file that needs nothing else and may do nothing else: its content security policy allows its own style and script by hash, and no network.</summary>
public static class ReportPage
{
    /// <summary>Prints the page. The same report gives the same bytes.</summary>
    /// <param name="report">What to show; every text in it is escaped.</param>
    /// <returns>HTML with LF line ends.</returns>
    public static string Print(BuildReport report)
    {
        (string style, string script) = (Asset("report.css"), Asset("report.js"));
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
            <title>Autocomp report: {report.Assembly}</title><style>{new Html(style)}</style></head>
            <body><a class="skip" href="#summary">Skip to the kernels</a>
            <header><h1>{report.Assembly}</h1><p>{report.Versions.Select(v => Html.Of($"<span class=\"fact\">{v.Name} <b>{v.Value}</b></span> "))}</p></header>
            <main>{SummarySection.Print(report)}
            {report.Kernels.Select(KernelSection.Print)}</main>
            <footer><p>Cycles are those of Autocomp's emulator; they are the same on every machine. 'Of peak' is the time that the array would need at full rate over the time measured.</p></footer>
            <script>{new Html(script)}</script></body></html>

            """).Text.ReplaceLineEndings("\n");
    }

    private static string Asset(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}

using System.Globalization;
using System.Text;

namespace Autocomp.Bench;

/// <summary>Draws curves as SVG: the median as a line, the middle half of the seeds as a band, cycles on a logarithmic axis.</summary>
internal static class CurveChart
{
    private const int Width = 760, Height = 420, Left = 90, Right = 170, Top = 40, Bottom = 50;
    private static readonly string[] Colours = ["#1b6ca8", "#c8553d", "#588157", "#8e5ea2", "#b8860b", "#444444", "#d17ba0"];

    public static string Draw(string title, IReadOnlyList<Curve> curves, long bound)
    {
        int samples = curves.Max(c => c.Samples);
        double low = Math.Log(bound), high = Math.Log(curves.Max(c => c.Quantile(0, 1)));
        var svg = new StringBuilder();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        Add($"<text x=\"{Left}\" y=\"22\" font-size=\"14\">{title}</text>");
        foreach (double share in new[] { 1, 1.05, 1.25, 1.5, 2, 3, 5, 10, 20 })
        {
            double cycles = bound * share;
            if (Math.Log(cycles) > high) break;
            Add($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(cycles):F1}\" y2=\"{Y(cycles):F1}\" stroke=\"#dddddd\"/>");
            Add($"<text x=\"{Left - 6}\" y=\"{Y(cycles) + 4:F1}\" text-anchor=\"end\">{cycles:F0}</text>");
        }

        for (int n = 0; n <= samples; n += samples <= 120 ? 20 : 100)
        {
            Add($"<text x=\"{X(n):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{n}</text>");
        }

        Add($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">samples</text>");
        for (int c = 0; c < curves.Count; c++)
        {
            Curve curve = curves[c];
            string colour = Colours[c % Colours.Length];
            IEnumerable<int> steps = Enumerable.Range(0, curve.Samples + 1);
            string band = string.Join(' ', steps.Select(n => Point(n, curve.Quantile(n, 0.25))).Concat(steps.Reverse().Select(n => Point(n, curve.Quantile(n, 0.75)))));
            Add($"<polygon points=\"{band}\" fill=\"{colour}\" opacity=\"0.12\"/>");
            Add($"<polyline points=\"{string.Join(' ', steps.Select(n => Point(n, curve.Median(n))))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
            Add($"<rect x=\"{Width - Right + 12}\" y=\"{Top + 20 * c}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>");
            Add($"<text x=\"{Width - Right + 30}\" y=\"{Top + 20 * c + 10}\">{curve.Name}</text>");
        }

        Add($"</svg>");
        return svg.ToString();

        void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        double X(int sample) => Left + (double)sample / samples * (Width - Left - Right);
        double Y(double cycles) => Height - Bottom - (Math.Log(cycles) - low) / (high - low) * (Height - Top - Bottom);
        string Point(int sample, long cycles) => string.Create(CultureInfo.InvariantCulture, $"{X(sample):F1},{Y(cycles):F1}");
    }
}

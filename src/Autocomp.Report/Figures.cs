using System.Globalization;

namespace Autocomp.Report;

/// <summary>How figures read, everywhere on the page.</summary>
internal static class Figures
{
    /// <summary>Ideal over measured as a percentage, or a dash.</summary>
    public static string Peak(long ideal, long cycles) => ideal > 0 && cycles > 0 ? Percent((double)ideal / cycles) : "–";

    /// <summary>A share as a percentage.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Start over best, or a dash.</summary>
    public static string Speedup(long start, long best) => start > 0 && best > 0 ? ((double)start / best).ToString("0.00", CultureInfo.InvariantCulture) + "×" : "–";

    /// <summary>A count with separated thousands.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Three significant digits.</summary>
    public static string Short(double value) => value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
}

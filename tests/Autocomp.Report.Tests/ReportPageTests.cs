using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Autocomp.Report.Tests;

public sealed partial class ReportPageTests
{
    private const string Attack = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\u0007 & \"quoted\"";

    [Fact]
    public void Print_TextOfAModelThatIsMarkup_IsShownAsText()
    {
        string page = ReportPage.Print(Samples.Report(plan: Attack, schedule: Attack));

        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("\u202e");
        page.ShouldContain("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;?? &amp; &quot;quoted&quot;");
    }

    [Fact]
    public void Print_Policy_AllowsThePagesOwnStyleAndScriptByHashAndNothingElse()
    {
        string page = ReportPage.Print(Samples.Report());
        string policy = Policy().Match(page).Groups[1].Value;

        policy.ShouldStartWith("default-src 'none'; ");
        policy.ShouldNotContain("unsafe");
        policy.ShouldContain($"style-src 'sha256-{Hash(Style().Match(page).Groups[1].Value)}'");
        policy.ShouldContain($"script-src 'sha256-{Hash(Script().Match(page).Groups[1].Value)}'");
    }

    [Fact]
    public void Print_Page_NeedsNothingFromOutsideAndNothingThatThePolicyForbids()
    {
        string page = ReportPage.Print(Samples.Report());

        page.ShouldNotContain("http:");
        page.ShouldNotContain("https:");
        page.ShouldNotContain(" src=");
        page.ShouldNotContain(" style=");
        EventAttribute().IsMatch(page).ShouldBeFalse();
    }

    [Fact]
    public void Print_Twice_GivesTheSameBytes() => ReportPage.Print(Samples.Report()).ShouldBe(ReportPage.Print(Samples.Report()));

    [Fact]
    public void Print_Kernel_SaysWhatLimitsItAndWhatHelps()
    {
        string page = ReportPage.Print(Samples.Report());

        page.ShouldContain("2,000 cycles: 50.0 % of the array&#39;s peak (the array alone would need 1,000). 4.00× over");
        page.ShouldContain("<strong>waiting for loads</strong>, 500 cycles (25.0 %): the array waits for data from memory. What helps: load earlier");
        page.ShouldContain("Tile the loops.");
        page.ShouldContain("y[0] is 1, must be 2");
        page.ShouldContain("values: equal to the C# method in 12 trials");
    }

    [Fact]
    public void Print_ArrayBusyLongerThanTheKernelNeeds_NamesPartlyFilledBlocksAsTheLimit()
    {
        KernelReport kernel = Samples.Kernel("", "x") with { IdealCycles = 300 };

        string page = ReportPage.Print(new("App", [], [kernel]));

        page.ShouldContain("<td>partly filled blocks (60.0 %)</td>");
        page.ShouldContain("The array is busy in 75.0 % of all cycles, and does useful work in 15.0 %. Of the rest, most goes to:");
        page.ShouldContain("<ol><li><strong>partly filled blocks</strong>, 1,200 cycles (60.0 %): ");
        page.ShouldContain("What helps: sizes in multiples of the array&#39;s side");
        page.ShouldMatch("</svg>useful work</th><td class=\"n\">300</td><td class=\"n\">300</td>");
        page.ShouldMatch("</svg>partly filled blocks</th><td class=\"n\">4,700</td><td class=\"n\">1,200</td>");
        page.ShouldNotContain("</svg>array busy</th>");
    }

    [Fact]
    public void Print_ArrayBusyNoLongerThanTheKernelNeeds_HasNoPartlyFilledBlocks()
    {
        KernelReport kernel = Samples.Kernel("", "x") with { IdealCycles = 1500 };

        string page = ReportPage.Print(new("App", [], [kernel with { Start = kernel.Best }]));

        page.ShouldContain("<td>waiting for loads (25.0 %)</td>");
        page.ShouldNotContain("</svg>partly filled blocks</th>");
    }

    [Fact]
    public void Print_KernelOnTheCore_SaysWhyAndShowsNothingOfTheAccelerator()
    {
        string page = ReportPage.Print(new("App", [], [Samples.OnCore("stays on the host core: 'y' <is> read again")]));

        page.ShouldContain("It runs on the RISC-V core because &#39;y&#39; &lt;is&gt; read again.");
        page.ShouldContain("<td>runs on the RISC-V core</td>");
        string[] absent = ["Roofline:", "What limits it", "Over time", "Local memories", "<canvas", "array is busy", "hoist address", "read 0 bytes", "0.0 %"];
        foreach (string part in absent) page.ShouldNotContain(part);
    }

    [Fact]
    public void Print_KernelOnTheCoreThoughRecognised_SaysBoth()
    {
        string page = ReportPage.Print(new("App", [], [Samples.OnCore("matrix product") with { Macs = 10, IdealCycles = 1 }]));

        page.ShouldContain("Recognised as: matrix product. The chosen schedule runs on the RISC-V core all the same.");
        page.ShouldNotContain("Roofline:");
    }

    [Fact]
    public void Print_Speedup_SaysOverWhichSchedule()
    {
        KernelReport kernel = Samples.Kernel("", "x");

        ReportPage.Print(new("App", [], [kernel])).ShouldContain("4.00× over the starting schedule (8,000 cycles).");
        ReportPage.Print(new("App", [], [kernel with { StartName = "the schedule written by hand, 'Mine'" }])).ShouldContain("4.00× over the schedule written by hand, &#39;Mine&#39; (8,000 cycles).");
    }

    [Fact]
    public void Print_Graphics_HaveNamesForThoseWhoDoNotSeeThem()
    {
        string page = ReportPage.Print(Samples.Report());

        foreach (Match graphic in Graphic().Matches(page)) (graphic.Value.Contains("aria-label=", StringComparison.Ordinal) || graphic.Value.Contains("aria-hidden=", StringComparison.Ordinal)).ShouldBeTrue(graphic.Value);
        page.ShouldContain("<html lang=\"en\">");
        page.ShouldContain("class=\"skip\"");
    }

    [Fact]
    public void Print_TimelineData_IsJsonThatTheScriptReads()
    {
        string json = Data().Match(ReportPage.Print(Samples.Report())).Groups[1].Value;

        using JsonDocument document = JsonDocument.Parse(json);
        document.RootElement.GetProperty("tracks")[1].GetProperty("slices").EnumerateArray().Select(v => v.GetInt64()).ShouldBe([0, 1500, 0, 2]);
        document.RootElement.GetProperty("names")[0].GetString().ShouldBe("array busy");
    }

    [Fact]
    public void Print_KernelWithoutProfileOrSearch_SaysSo()
    {
        KernelReport bare = Samples.Kernel("", "x") with { Search = [], Start = new("x", 10, null), Best = new("x", 5, null), Macs = 0, IdealCycles = 0 };

        string page = ReportPage.Print(new("App", [], [bare]));

        page.ShouldContain("No profile was kept.");
        page.ShouldContain("No record of a search is on this machine");
        page.ShouldContain("there is no peak to compare with");
    }

    private static string Hash(string content) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<script type=\"application/json\"[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex("<[a-z][^>]* on[a-z]+=")]
    private static partial Regex EventAttribute();

    [GeneratedRegex("<(svg|canvas)[^>]*>")]
    private static partial Regex Graphic();
}

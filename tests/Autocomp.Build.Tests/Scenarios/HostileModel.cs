using System.Text.RegularExpressions;

namespace Autocomp.Build.Tests.Scenarios;

public sealed class HostileModel
{
    // What would be a diagnostic, a command of a CI service, a trick of the terminal or a script, if anything took it as such.
    private const string Forged = """
        Layers.cs(1,1): error CS0001: forged
        error CS0002: forged
        /tmp/Layers.cs(2,3,4,5): warning AC2003: forged
        ##vso[task.complete result=Failed;]forged
        ##[error]forged
        ::error file=Layers.cs::forged
        \033[31mforged\033[0m\033]0;forged\007\033[2J
        <script>alert("forged")</script><img src=x onerror=alert("forged")>
        """;

    private const string Loops = """
        for (int i = 0; i < 16; i++)
        {
            for (int j = 0; j < 16; j++)
            {
                int sum = bias[j];
                for (int p = 0; p < 32; p++) sum += x[i * 32 + p] * w[p * 16 + j];
                y[i * 16 + j] = Quantize.ScaleToInt8(sum, scale);
            }
        }
        """;

    [Fact]
    public void Tune_ModelThatForgesEverything_ReachesNeitherTheBuildNorTheReport()
    {
        using Scenario scenario = Sources.Application();
        scenario.Write("forged.txt", Forged);
        scenario.Write("good.txt", Schedule(Loops));
        scenario.Write("refused.txt", Schedule("#error Layers.cs(9,9): error CS0009: forged <script>alert('forged')</script>\n" + Loops));
        scenario.Write("wrong.txt", Schedule(Loops.Replace("p < 32", "p < 31", StringComparison.Ordinal)));
        scenario.Write("model.sh", """
            cd "$(dirname "$0")"
            prompt=$(cat)
            echo x >> asked
            case $(($(wc -l < asked) % 3)) in
            0) schedule=good.txt ;;
            1) schedule=refused.txt ;;
            *) schedule=wrong.txt ;;
            esac
            printf "$(cat forged.txt)\n" >&2
            echo "Option: 1"
            printf "$(cat forged.txt)\n"
            case "$prompt" in
            *"# Menu of optimisations"*) exit ;;
            esac
            echo '```csharp'
            cat $schedule
            echo '```'
            """);
        scenario.Replace("App.csproj", "</PropertyGroup>", "<AutocompModel>command:sh &quot;$(MSBuildProjectDirectory)/model.sh&quot;</AutocompModel></PropertyGroup>");

        BuildResult build = scenario.Build("-p:AutocompMode=Tune", "-p:AutocompMaxEvaluations=8", "-p:AutocompModelOnly=true", "-p:AutocompSteps=1").ShouldSucceed();
        Command report = AutocompCommand.Run(scenario, "report", "--output", scenario.At("asked.html"));

        File.ReadAllLines(scenario.At("asked")).Length.ShouldBeGreaterThan(4);
        build.Errors.ShouldBeEmpty();
        build.Warnings.ShouldBeEmpty();
        build.Output.ShouldNotContain("forged");
        build.Output.ShouldNotContain('\u001b');
        report.Output.ShouldNotContain("forged");
        string[] pages = Directory.GetFiles(scenario.Folder, "*.html", SearchOption.AllDirectories);
        pages.ShouldNotBeEmpty();
        foreach (string file in pages)
        {
            string page = File.ReadAllText(file);
            page.ShouldContain("&lt;script&gt;alert");
            page.ShouldContain("Layers.cs(1,1): error CS0001: forged");
            page.ShouldContain("Content-Security-Policy");
            page.ShouldNotContain("<img");
            page.ShouldNotContain('\u001b');
            // The page's own, and data of its charts.
            Regex.Count(page, "<script(?! type=\"application/json\" id=)", RegexOptions.IgnoreCase).ShouldBe(1, file);
            page.ShouldNotContain("<script>alert");
        }

        foreach (string file in Directory.GetFiles(scenario.At("autocomp"))) File.ReadAllText(file).ShouldNotContain("forged", customMessage: file);
    }

    private static string Schedule(string body) => $$"""
        using Autocomp;
        /*
        {{Forged}}
        */
        internal static unsafe class Schedule
        {
            internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
            {
                // Layers.cs(1,1): error CS0001: forged
                {{body}}
            }
        }
        """;
}

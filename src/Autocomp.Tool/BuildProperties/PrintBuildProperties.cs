using System.Text;

namespace Autocomp.Tool.BuildProperties;

/// <summary>Prints the table as MSBuild targets and as a document.</summary>
internal static class PrintBuildProperties
{
    private const string Origin = "Printed from src/Autocomp.Tool/BuildProperties/BuildPropertyTable.cs; AUTOCOMP_UPDATE=1 with the tests of Autocomp.Tool prints it again.";

    /// <summary><c>build/Autocomp.Build.Properties.targets</c>: defaults, checks, and the worker's options.</summary>
    public static string Targets()
    {
        StringBuilder text = new();
        text.Append($"<Project>\n  <!-- {Origin} -->\n  <PropertyGroup>\n");
        foreach (BuildProperty p in BuildPropertyTable.All.Where(p => p.Default.Length > 0))
            text.Append($"    <{p.Name} Condition=\"'$({p.Name})' == ''{(p.When.Length > 0 ? $" and ({p.When})" : "")}\">{p.Default}</{p.Name}>\n");
        text.Append("  </PropertyGroup>\n\n  <Target Name=\"_AutocompCheckProperties\">\n");
        foreach (BuildProperty p in BuildPropertyTable.All)
        {
            if (Check(p) is not { } check) continue;
            text.Append($"    <Error Code=\"AC4010\" File=\"$(MSBuildProjectFile)\" Condition=\"!$([System.Text.RegularExpressions.Regex]::IsMatch('$({p.Name})', '{check.Pattern}'))\" Text=\"{p.Name} is '$({p.Name})'; it must be {check.Words}.\" />\n");
        }

        text.Append("  </Target>\n\n  <Target Name=\"_AutocompPropertyOptions\">\n    <ItemGroup>\n");
        foreach (BuildProperty p in BuildPropertyTable.All.Where(p => p.Option.Length > 0))
        {
            text.Append(p.Kind switch
            {
                BuildPropertyKind.Flag => $"      <_AutocompOption Include=\"{p.Option}\" Condition=\"'$({p.Name})' == 'true'\" />\n",
                BuildPropertyKind.Text => $"      <_AutocompOption Include=\"{p.Option};$([MSBuild]::Escape('$({p.Name})'))\" Condition=\"'$({p.Name})' != ''\" />\n",
                _ => $"      <_AutocompOption Include=\"{p.Option};$({p.Name})\" Condition=\"'$({p.Name})' != ''\" />\n",
            });
        }

        return text.Append("    </ItemGroup>\n  </Target>\n</Project>\n").ToString();
    }

    /// <summary><c>docs/properties.md</c>.</summary>
    public static string Document()
    {
        StringBuilder text = new();
        text.Append("# Properties\n\n");
        text.Append($"<!-- {Origin} -->\n\nSet them in the project file, in `Directory.Build.props` or with `-p:`. A wrong value is the error AC4010, before anything is compiled.\n\n");
        text.Append("| Property | Default | Meaning |\n|---|---|---|\n");
        foreach (BuildProperty p in BuildPropertyTable.All)
        {
            string value = p.DefaultText.Length > 0 ? p.DefaultText : p.Default.Length > 0 ? $"`{p.Default}`" : "none";
            text.Append($"| `{p.Name}` | {value} | {p.Summary}{(Check(p) is { } check ? $"; {check.Words}" : "")} |\n");
        }

        text.Append("""

            ## Modes

            | Mode | Uses | Searches | Writes |
            |---|---|---|---|
            | `Auto` | valid and old entries; shared schedules where there is none | about ten seconds a project with the built-in proposer where there is none (never on CI); one warning says how to keep the result | `obj`, `bin` |
            | `Tune` | the same, as seeds | the full search that the project configures, model included | the schedule folder too |
            | `Locked` | valid and old entries; missing, invalid, edited or failing is an error at the kernel's line | never, and no network | `obj`, `bin` |
            | `Off` | nothing | never | nothing |

            ## Environment variables

            They hold what a repository must not decide, and keys, which would end up in binary logs as properties.

            | Variable | Meaning |
            |---|---|
            | `AUTOCOMP_API_KEY`, else `OPENAI_API_KEY` | the model's key |
            | `AUTOCOMP_ALLOWED_HOSTS` | hosts that may see the key; default `api.openai.com` |
            | `AUTOCOMP_ALLOW_COMMAND` | `1` lets `command:` models run on CI |
            | `AUTOCOMP_PRICES` | a file of models' prices, before those that ship |
            | `AUTOCOMP_STORE_TOKEN` | sent to a server of shared schedules |
            | `AUTOCOMP_STORE_HOSTS` | servers that may see that token; none by default |
            | `AUTOCOMP_DATA` | folder of search records; default: the user's local application data |

            """.ReplaceLineEndings("\n"));
        return text.ToString();
    }

    private static (string Pattern, string Words)? Check(BuildProperty p) => p.Kind switch
    {
        BuildPropertyKind.Choice => ($"^(?i)({p.Choices})$", "one of " + p.Choices.Replace("|", ", ", StringComparison.Ordinal)),
        BuildPropertyKind.Number => ("^[0-9]{0,9}$", "a whole number of at most 9 digits"),
        BuildPropertyKind.LongNumber => ("^[0-9]{0,18}$", "a whole number of at most 18 digits"),
        BuildPropertyKind.Money => (@"^([0-9]{1,9}(\.[0-9]{1,6})?)?$", "an amount such as 2.50"),
        BuildPropertyKind.Share => (@"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)?$", "a number from 0 to 1, such as 0.995"),
        _ => null,
    };
}

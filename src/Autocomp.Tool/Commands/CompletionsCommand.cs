using System.CommandLine;
using Autocomp.Tool.Output;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp completions</c>: a script by which a shell completes this command's arguments.</summary>
internal static class CompletionsCommand
{
    private const string Bash = """
        _autocomp() {
            local rest="${COMP_LINE#* }" candidates
            candidates=$("${COMP_WORDS[0]}" "[suggest:$((COMP_POINT - ${#COMP_LINE} + ${#rest}))]" "$rest" 2>/dev/null)
            COMPREPLY=($(compgen -W "$candidates" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _autocomp autocomp
        """;

    private const string Zsh = """
        #compdef autocomp
        _autocomp() {
            local -a candidates
            local rest="${BUFFER#* }"
            candidates=("${(@f)$(${words[1]} "[suggest:$((CURSOR - ${#BUFFER} + ${#rest}))]" "$rest" 2>/dev/null)}")
            compadd -a candidates
            _files
        }
        compdef _autocomp autocomp
        """;

    private const string Fish = """
        function __autocomp
            set -l rest (string replace -r '^\S+\s' '' -- (commandline -cp))
            autocomp "[suggest:"(string length -- "$rest")"]" "$rest" 2>/dev/null
        end
        complete -c autocomp -a '(__autocomp)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName autocomp -ScriptBlock {
            param($word, $ast, $position)
            $rest = "$ast" -replace '^\S+\s', ''
            autocomp "[suggest:$($position - "$ast".Length + $rest.Length)]" $rest | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    private static readonly SortedDictionary<string, string> s_scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = Bash, ["fish"] = Fish, ["pwsh"] = PowerShell, ["zsh"] = Zsh,
    };

    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<string> shell = new("shell") { Description = "bash, fish, pwsh or zsh." };
        shell.AcceptOnlyFromAmong([.. s_scripts.Keys]);
        Command command = new("completions", "Print a script that completes this command's arguments in a shell.") { shell };
        command.SetAction(parsed => Console.Out.WriteLine(s_scripts[parsed.GetRequiredValue(shell)]));
        return ExampleHelp.With(command, "source <(autocomp completions bash)      # in ~/.bashrc");
    }
}

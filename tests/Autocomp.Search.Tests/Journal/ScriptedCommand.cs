namespace Autocomp.Search.Tests.Journal;

/// <summary>A program that plays the model: its answer depends on the prompt alone, and it writes down what it was asked.</summary>
internal sealed class ScriptedCommand
{
    private readonly string _folder;

    public ScriptedCommand(string folder)
    {
        _folder = folder;
        File.WriteAllText(Script, $$"""
            prompt=$(cat)
            # Who asked was killed before it had written the question.
            [ -n "$prompt" ] || exit 1
            hash=$(printf %s "$prompt" | sha256sum | cut -c1-16)
            echo "$hash" >> '{{Path.Combine(folder, "asked")}}'
            sleep 0.05
            case "$prompt" in
            *"# Menu of optimisations"*) echo "Option: 1"; echo "Plan $hash."; exit ;;
            esac
            case "$hash" in
            [0-3]*) start=1 ;;
            *) start=0 ;;
            esac
            case "$hash" in
            *[0-5]) step=1 ;;
            *[6-9]) step=2 ;;
            *[ab]) step=3 ;;
            *[cd]) step=4 ;;
            *) step=8 ;;
            esac
            echo '```csharp'
            echo 'internal static unsafe class Schedule { internal static void Prefix(int* x, int* y) {'
            echo "int running = $start; for (int i = 0; i < 48; i += $step) {"
            n=0
            while [ $n -lt $step ]; do echo "running += x[i + $n]; y[i + $n] = running;"; n=$((n + 1)); done
            echo '} } }'
            echo '```'
            """);
    }

    /// <summary>The model's name.</summary>
    public string Model => $"command:sh {Script}";

    /// <summary>Hashes of the prompts that it was asked, in order.</summary>
    public string[] Asked => File.Exists(Path.Combine(_folder, "asked")) ? File.ReadAllLines(Path.Combine(_folder, "asked")) : [];

    /// <summary>Makes it unreachable until the result is disposed.</summary>
    public IDisposable Remove()
    {
        string text = File.ReadAllText(Script);
        File.Delete(Script);
        return new Return(() => File.WriteAllText(Script, text));
    }

    private sealed class Return(Action put) : IDisposable
    {
        public void Dispose() => put();
    }

    private string Script => Path.Combine(_folder, "model.sh");
}

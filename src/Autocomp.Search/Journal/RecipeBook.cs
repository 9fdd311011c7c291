using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Autocomp.Backend.Lift;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Journal;

/// <summary>What helped, kernel by kernel: the menu options on the way to a model's winner, for searches of similar operations (arXiv 2505.18574, section 3.5).</summary>
/// <remarks>Similar is the same operation with the same epilogue on the same target, whatever the sizes. A small file a kernel; the last search of a kernel counts.</remarks>
/// <param name="folder">Where the recipes lie.</param>
internal sealed class RecipeBook(string folder)
{
    private const int MostOptions = 12;

    /// <summary>What a recipe may be used for; empty for a kernel that did not lift.</summary>
    /// <param name="problem">The kernel.</param>
    public static string ClassOf(SearchProblem problem) => problem.Operation is not { } operation
        ? ""
        : string.Join(' ', [problem.Target.Name, .. operation.Leaves.Select(leaf => leaf.GetType().Name).Distinct(), .. operation.ResultSums.Select(Epilogue).Distinct()]);

    /// <summary>The recipe of the similar kernel that gained most.</summary>
    /// <param name="problem">The kernel.</param>
    /// <param name="meaning">Hash of its meaning: it learns nothing from itself.</param>
    /// <returns>Its options, or null when there is none.</returns>
    public Recipe? Find(SearchProblem problem, string meaning)
    {
        string wanted = ClassOf(problem);
        if (wanted.Length == 0 || !Directory.Exists(folder)) return null;
        return Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read).OfType<Entry>()
            .Where(e => e.Class == wanted && e.Meaning != meaning && !e.Options.IsDefaultOrEmpty && e.BestCycles > 0)
            .OrderByDescending(e => (double)e.StartCycles / e.BestCycles).ThenBy(e => e.Kernel, StringComparer.Ordinal)
            .Select(e => new Recipe([.. e.Options.Take(MostOptions)])).FirstOrDefault();
    }

    /// <summary>Writes the winner's recipe down, when a model had a part in it.</summary>
    /// <param name="problem">The kernel.</param>
    /// <param name="meaning">Hash of its meaning.</param>
    /// <param name="outcome">The search.</param>
    /// <param name="isModel">Tells a model's candidates by their origin.</param>
    public void Save(SearchProblem problem, string meaning, SearchOutcome outcome, Func<string, bool> isModel)
    {
        string similar = ClassOf(problem);
        if (similar.Length == 0 || outcome.Best is not { } best || !Way(outcome.Candidates, best).Any(c => isModel(c.Origin))) return;
        Recipe recipe = Recipe.Of(outcome.Candidates, best);
        if (recipe.Options.IsEmpty) return;
        Entry entry = new(problem.Kernel.DisplayName, similar, meaning, outcome.Candidates[0].Result.Cycles, best.Result.Cycles, recipe.Options);
        try
        {
            AtomicFile.Write(Path.Combine(folder, problem.Kernel.Symbol + ".json"), Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry, s_layout) + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another search goes without it.
        }
    }

    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true, NewLine = "\n" };

    private static IEnumerable<Candidate> Way(ImmutableArray<Candidate> candidates, Candidate to)
    {
        for (Candidate? at = to; at is not null; at = at.ParentId is { } id ? candidates[id] : null) yield return at;
    }

    private static string Epilogue(ResultSum sum) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(sum.Bias is null ? "" : "bias,")}{(sum.Epilogue.ScaleParameter is null && sum.Epilogue.ScaleConstant == 1 ? "" : "scale,")}{(sum.Epilogue.Relu ? "relu," : "")}{(sum.Epilogue.Narrow ? "narrow" : "full")}");

    private static Entry? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(File.ReadAllText(file));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Entry(string Kernel, string Class, string Meaning, long StartCycles, long BestCycles, ImmutableArray<string> Options);
}

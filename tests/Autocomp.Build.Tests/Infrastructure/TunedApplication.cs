namespace Autocomp.Build.Tests;

/// <summary>An application whose schedules one small tuning has stored, shared by the tests of a class: each starts from the same files.</summary>
public sealed class TunedApplication : IDisposable
{
    private readonly Scenario scenario = Sources.Application();
    private readonly Dictionary<string, string> store;

    public TunedApplication()
    {
        scenario.Build("-p:AutocompMode=Tune", "-p:AutocompMaxEvaluations=6").ShouldSucceed();
        SecondTuning = scenario.Build("--no-restore", "-p:AutocompMode=Tune", "-p:AutocompMaxEvaluations=6").ShouldSucceed();
        store = Directory.GetFiles(scenario.At("autocomp")).ToDictionary(f => Path.GetRelativePath(scenario.Folder, f), File.ReadAllText);
    }

    /// <summary>The build that tuned again, with nothing to do.</summary>
    internal BuildResult SecondTuning { get; }

    /// <summary>The application with its sources and its store as they were after the tuning.</summary>
    internal Scenario Restore()
    {
        if (Directory.Exists(scenario.At("autocomp"))) Directory.Delete(scenario.At("autocomp"), recursive: true);
        foreach ((string path, string text) in store) scenario.Write(path, text);
        scenario.Write("Layers.cs", Sources.Kernels);
        return scenario;
    }

    public void Dispose() => scenario.Dispose();
}

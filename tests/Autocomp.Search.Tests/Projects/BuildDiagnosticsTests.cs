using System.Reflection;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Search.Projects;

namespace Autocomp.Search.Tests.Projects;

/// <summary>Each diagnostic of builds with its exact text and place, as MSBuild reads it.</summary>
public class BuildDiagnosticsTests
{
    private const string AtKernel = "Kernels.cs(8,24,8,29): ";
    private const string AtProject = "App.csproj: ";

    private static readonly KernelInfo Kernel =
        new("App.Layers.Dense", Specialization.None, "App_Layers_Dense", [], new Statement.Block([]), new SourceSpan("Kernels.cs", 8, 24, 8, 29));

    private static readonly Dictionary<string, (BuildDiagnostic Given, string Printed)> All = new()
    {
        [nameof(BuildDiagnostics.ReferenceFailed)] = (BuildDiagnostics.ReferenceFailed(Kernel, "it ran too long."),
            AtKernel + "error AC2001: The C# method of kernel App.Layers.Dense cannot serve as the reference: it ran too long."),
        [nameof(BuildDiagnostics.StartRejected)] = (BuildDiagnostics.StartRejected(Kernel, "values differ"),
            AtKernel + "error AC2002: No correct schedule was found for kernel App.Layers.Dense; the starting schedule was rejected: values differ"),
        [nameof(BuildDiagnostics.HandScheduleRejected)] = (BuildDiagnostics.HandScheduleRejected(Kernel, "DenseByHand", "values differ"),
            AtKernel + "error AC2003: The hand-written schedule DenseByHand of kernel App.Layers.Dense was rejected: values differ"),
        [nameof(BuildDiagnostics.Missing)] = (BuildDiagnostics.Missing(Kernel, "autocomp/a.json"),
            AtKernel + "error AC3001: Kernel App.Layers.Dense has no stored schedule, and mode Locked does not search. Build once with -p:AutocompMode=Tune and commit 'autocomp/a.json'."),
        [nameof(BuildDiagnostics.Invalid)] = (BuildDiagnostics.Invalid(Kernel, "autocomp/a.json", "the body changed", BuildSeverity.Error),
            AtKernel + "error AC3002: The stored schedule 'autocomp/a.json' is invalid for kernel App.Layers.Dense: the body changed. Build with -p:AutocompMode=Tune and commit the result."),
        [nameof(BuildDiagnostics.Edited)] = (BuildDiagnostics.Edited(Kernel, "autocomp/a.json", "its tokens differ", BuildSeverity.Warning),
            AtKernel + "warning AC3003: The stored schedule 'autocomp/a.json' of kernel App.Layers.Dense was edited: its tokens differ. 'autocomp adopt' checks the edit and keeps it, -p:AutocompMode=Tune lets it compete with a search; or restore the file."),
        [nameof(BuildDiagnostics.StoredRejected)] = (BuildDiagnostics.StoredRejected(Kernel, "autocomp/a.json", "values differ"),
            AtKernel + "error AC3004: The stored schedule 'autocomp/a.json' of kernel App.Layers.Dense fails verification: values differ"),
        [nameof(BuildDiagnostics.Old)] = (BuildDiagnostics.Old(Kernel, "autocomp/a.json", "the timing model is newer", BuildSeverity.Information),
            AtKernel + "message AC3005: The stored schedule 'autocomp/a.json' of kernel App.Layers.Dense is old but correct: the timing model is newer. Build with -p:AutocompMode=Tune to search again."),
        [nameof(BuildDiagnostics.NotKept)] = (BuildDiagnostics.NotKept(2, "App.csproj"),
            AtProject + "warning AC3006: 2 kernels have no stored schedule; a short search filled in, and its result lives under obj only. Build once with -p:AutocompMode=Tune and commit the schedule folder to keep better ones."),
        [nameof(BuildDiagnostics.NotSearched)] = (BuildDiagnostics.NotSearched(2, "App.csproj"),
            AtProject + "warning AC3007: 2 kernels have no stored schedule and run their unoptimised starting schedule: CI builds do not search. Build once with -p:AutocompMode=Tune on a developer's machine and commit the schedule folder."),
        [nameof(BuildDiagnostics.Shared)] = (BuildDiagnostics.Shared("the folder is not there", "App.csproj"),
            AtProject + "message AC3008: Shared schedules: the folder is not there. The build went on without them."),
        [nameof(BuildDiagnostics.RecordDiffers)] = (BuildDiagnostics.RecordDiffers(Kernel, "autocomp/a.json", 3200, 4675),
            AtKernel + "message AC3009: The stored entry 'autocomp/a.json' of kernel App.Layers.Dense records 3200 cycles; measured now: 4675, which is what counts. Build with -p:AutocompMode=Tune to correct the record."),
        [nameof(BuildDiagnostics.EditReplaced)] = (BuildDiagnostics.EditReplaced(Kernel, "autocomp/a.schedule.cs", "it takes 20 cycles and the search found 10", "obj/a.schedule.cs"),
            AtKernel + "warning AC3010: The edited schedule 'autocomp/a.schedule.cs' of kernel App.Layers.Dense was replaced, because it takes 20 cycles and the search found 10. The edit is kept in 'obj/a.schedule.cs'; 'autocomp adopt' would have kept it in use."),
        [nameof(BuildDiagnostics.Llvm)] = (BuildDiagnostics.Llvm("LLVM was not found", "App.csproj"), AtProject + "error AC4001: LLVM was not found"),
        [nameof(BuildDiagnostics.Target)] = (BuildDiagnostics.Target("There is no such target", "App.csproj"), AtProject + "error AC4002: There is no such target"),
        [nameof(BuildDiagnostics.File)] = (BuildDiagnostics.File("There is no space left on the disk.", "App.csproj"),
            AtProject + "error AC4003: A file could not be read or written: There is no space left on the disk. The last good state is unchanged; build again when it is mended."),
        [nameof(BuildDiagnostics.Model)] = (BuildDiagnostics.Model(Kernel, "the key is missing"),
            AtKernel + "warning AC5001: The model could not be asked about kernel App.Layers.Dense: the key is missing"),
        [nameof(BuildDiagnostics.Journal)] = (BuildDiagnostics.Journal(Kernel, 2, "the disk is full"),
            AtKernel + "warning AC5002: 2 record(s) of the search for kernel App.Layers.Dense could not be written, so a replay will ask for them again: the disk is full. AUTOCOMP_DATA names another folder."),
    };

    public static TheoryData<string> Names => [.. typeof(BuildDiagnostics).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Diagnostic_OfABuild_PrintsItsTextAtItsPlace(string name)
    {
        All.ShouldContainKey(name, "every diagnostic has its exact text and place here");
        All[name].Given.ToString().ShouldBe(All[name].Printed);
    }
}

using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;
using Autocomp.Search.Reference;
using Autocomp.Search.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Search.Tests.Reference;

public sealed class ReferenceTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Emit_KernelInALargerProject_HoldsOnlyWhatTheKernelNeeds()
    {
        ReferenceAssembly reference = Emit(
            """
            using System;
            using System.Runtime.CompilerServices;
            using Shop.Services;
            using static Shop.Services.Tax;
            [assembly: System.Reflection.AssemblyTitle("x")]
            namespace Shop
            {
                namespace Services { public class Tax { } }
                public class Base { static Base() => throw new Exception("ran"); }
                public static class Startup { [ModuleInitializer] internal static void Run() => throw new Exception("ran"); }
                public partial class Outer<T>;
                internal partial class Layers : Base, IDisposable
                {
                    private const int A = 2;
                    private static readonly int B = A * 3, C = 1;
                    private static object s_log = new();
                    static Layers() { s_log = ""; }
                    public void Dispose() { }
            #if NEVER
                    nonsense
            #endif
                    [My] private static void Add([My] ReadOnlySpan<int> x, Span<int> y)
                    {
                        for (int i = 0; i < y.Length; i++) y[i] = Help(x[i]) + Consts.K + (int)Kind.Two;
                    }
                    static int Help(int v) => Twice(v) * B;
                    static int Unused(int v) => new Random(1).Next();
                }
                internal partial class Layers { static int Twice(int v) => v * C * 2; }
                class MyAttribute : Attribute { }
                class Consts { public const int K = 5; public static string Slow = Environment.MachineName; }
                enum Kind { One, Two }
            }
            """,
            "Shop.Layers.Add",
            TestKernels.Tensor(0, "x", ScalarType.Int32, ParameterDirection.In, "System.ReadOnlySpan<int>", 4),
            TestKernels.Tensor(1, "y", ScalarType.Int32, ParameterDirection.Out, "System.Span<int>", 4));

        reference.Error.ShouldBeNull();
        var metadata = System.Reflection.Assembly.Load([.. reference.Image]);
        string[] methods = [.. metadata.GetTypes().SelectMany(t => t.GetMembers((System.Reflection.BindingFlags)62).OfType<System.Reflection.MethodBase>()).Where(m => m.DeclaringType!.Assembly == metadata && !m.IsConstructor).Select(m => m.Name).Order(StringComparer.Ordinal)];
        methods.ShouldBe(["Add", "Help", "Twice", "__AutocompReference"], ignoreOrder: true);
        metadata.GetTypes().ShouldAllBe(t => t.TypeInitializer == null);
        metadata.GetTypes().Select(t => t.Name).ShouldNotContain("Startup");
    }

    [Fact]
    public async Task Prepare_EveryParameterKind_GivesTheMethodsValues()
    {
        KernelInfo kernel = TestKernels.Kernel(
            "K.Mix",
            [
                TestKernels.Tensor(0, "a", ScalarType.Int16, ParameterDirection.In, "System.ReadOnlySpan<short>", 2, 3),
                TestKernels.Tensor(1, "b", ScalarType.Int32, ParameterDirection.InOut, "int[]", 6),
                TestKernels.Tensor(2, "c", ScalarType.Float64, ParameterDirection.Out, "double[,]", 2, 3),
                TestKernels.Dimension(3, "n"),
                TestKernels.Scalar(4, "s", ScalarType.Float32, "float", new ValueRange(0.5, 0.5)),
                TestKernels.Scalar(5, "flag", ScalarType.Boolean, "bool", new ValueRange(1, 1)),
                TestKernels.Scalar(6, "big", ScalarType.UInt64, "ulong", new ValueRange(7, 7)),
            ],
            ("n", 6));
        const string Source =
            """
            using System;
            static class K
            {
                static void Mix(ReadOnlySpan<short> a, int[] b, double[,] c, int n, float s, bool flag, ulong big)
                {
                    for (int i = 0; i < n; i++) { b[i] = unchecked(b[i] + a[i] + (int)big); c[i / 3, i % 3] = flag ? a[i] * s : 0; }
                }
            }
            """;
        (ReferenceResult result, TrialFolder folder) = await PrepareAsync(Source, kernel, TrialPlan.Search);

        result.Problem.ShouldBeNull();
        result.Trials.Length.ShouldBe(2);
        foreach (Trial trial in result.Trials)
        {
            var arguments = TrialData.Create(kernel.AbiParameters, null, trial);
            byte[] a = ((Emulator.KernelArgument.Tensor)arguments[0]).Data, b = ((Emulator.KernelArgument.Tensor)arguments[1]).Data;
            byte[] outputs = folder.Expected(trial)!.Outputs;
            for (int i = 0; i < 6; i++)
            {
                BitConverter.ToInt32(outputs, i * 4).ShouldBe(unchecked(BitConverter.ToInt32(b, i * 4) + BitConverter.ToInt16(a, i * 2) + 7));
                BitConverter.ToDouble(outputs, 24 + i * 8).ShouldBe(BitConverter.ToInt16(a, i * 2) * 0.5);
            }
        }
    }

    [Fact]
    public async Task Prepare_MethodThrows_SaysWhatAndWhere()
    {
        (ReferenceResult result, _) = await PrepareAsync(Body("y[x.Length] = 1;"));
        result.Problem.ShouldNotBeNull();
        result.Problem.ShouldStartWith("the kernel threw IndexOutOfRangeException at Kernels.cs(6): ");
    }

    [Fact]
    public async Task Prepare_MethodThrowsOnZerosOnly_ExpectsTheTrapThere()
    {
        (ReferenceResult result, TrialFolder folder) = await PrepareAsync(Body("for (int i = 0; i < y.Length; i++) y[i] = 1000 / x[i];"), plan: TrialPlan.Acceptance);
        result.Problem.ShouldBeNull();
        folder.Expected(result.Trials.Single(t => t.Class == TrialClass.Zeros))!.Outcome.ShouldBe(ReferenceOutcome.Threw);
    }

    [Fact]
    public async Task Prepare_CheckedArithmetic_KeepsTheProjectsOption()
    {
        string source = Body("for (int i = 0; i < y.Length; i++) y[i] = (x[i] | 0x40000000) * 8;");
        (await PrepareAsync(source)).Result.Problem.ShouldBeNull();
        (await PrepareAsync(source, overflowChecks: true)).Result.Problem.ShouldNotBeNull().ShouldContain("OverflowException");
    }

    [Fact]
    public async Task Prepare_MethodNeverEnds_IsStoppedAndReported()
    {
        (ReferenceResult result, _) = await PrepareAsync(Body("while (x.Length > 0) y[0]++;"), seconds: 2);
        result.Problem.ShouldBe("the kernel did not end within 2 s (inputs of trial inrange-1)");
    }

    [Fact]
    public async Task Prepare_MethodOverflowsTheStack_IsReported()
    {
        (ReferenceResult result, _) = await PrepareAsync(Body("y[0] = Deep(x[0]);", "static int Deep(int v) => Deep(v + 1) + Deep(v + 2);"));
        result.Problem.ShouldNotBeNull().ShouldStartWith("the kernel crashed its process");
    }

    [Fact]
    public async Task Prepare_MethodExhaustsMemory_IsReported()
    {
        (ReferenceResult result, _) = await PrepareAsync(Body("var l = new System.Collections.Generic.List<long[]>(); while (true) l.Add(new long[1 << 20]);"), memory: 200 << 20);
        result.Problem.ShouldNotBeNull().ShouldStartWith("the kernel ran out of memory");
    }

    [Fact]
    public async Task Prepare_OutputLeftUnwritten_IsReportedWithTheElement()
    {
        (ReferenceResult result, _) = await PrepareAsync(Body("for (int i = 0; i < y.Length; i++) if (i != 5) y[i] = x[i];"));
        result.Problem.ShouldNotBeNull().ShouldStartWith("the kernel leaves element 5 of its [Output] parameter 'y' unwritten");
    }

    [Fact]
    public async Task Prepare_SecondTime_RunsNothing()
    {
        string source = Body("for (int i = 0; i < y.Length; i++) y[i] = x[i];");
        (ReferenceResult first, _) = await PrepareAsync(source);
        using var dead = new ReferenceRunner(TestChild.Launch("die"), new ChildLimits(), 1);
        ReferenceResult again = await dead.PrepareAsync(Job(source, Copy, false), TrialPlan.Search, TestContext.Current.CancellationToken);
        again.Trials.ShouldBe(first.Trials);
    }

    [Fact]
    public async Task Prepare_DamagedExpectation_IsMadeAnew()
    {
        string source = Body("for (int i = 0; i < y.Length; i++) y[i] = x[i];");
        (ReferenceResult first, TrialFolder folder) = await PrepareAsync(source);
        byte[] good = folder.Expected(first.Trials[0])!.Outputs;
        string file = Directory.GetFiles(_folder.Path, first.Trials[0].Name + "*").Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        folder.Expected(first.Trials[0]).ShouldBeNull();
        await PrepareAsync(source);
        folder.Expected(first.Trials[0])!.Outputs.ShouldBe(good);
    }

    [Fact]
    public async Task Prepare_ChildDiesAtOnce_IsReportedWithItsWords()
    {
        using var runner = new ReferenceRunner(TestChild.Launch("die"), new ChildLimits(), 1);
        ReferenceResult result = await runner.PrepareAsync(Job(Body(""), Copy, false), TrialPlan.Search, TestContext.Current.CancellationToken);
        result.Problem.ShouldNotBeNull().ShouldContain("ended with code 134: LLVM ERROR: out of registers");
    }

    private static KernelInfo Copy { get; } = TestKernels.Kernel(
        "K.Run",
        [
            TestKernels.Tensor(0, "x", ScalarType.Int32, ParameterDirection.In, "System.ReadOnlySpan<int>", 16),
            TestKernels.Tensor(1, "y", ScalarType.Int32, ParameterDirection.Out, "System.Span<int>", 16),
        ]);

    private static string Body(string statements, string members = "") =>
        $$"""
        using System;
        static class K
        {
            static void Run(ReadOnlySpan<int> x, Span<int> y)
            {
                {{statements}}
            }
            {{members}}
        }
        """;

    private ReferenceJob Job(string source, KernelInfo kernel, bool overflowChecks)
    {
        CSharpCompilation compilation = Compile(source, overflowChecks);
        int dot = kernel.MetadataName.LastIndexOf('.');
        IMethodSymbol method = compilation.GetTypeByMetadataName(kernel.MetadataName[..dot])!.GetMembers(kernel.MetadataName[(dot + 1)..]).OfType<IMethodSymbol>().Single();
        return new(KernelSignature.Of(kernel), null, ReferenceEmitter.Emit(compilation, kernel, method, []), _folder.Path);
    }

    private async Task<(ReferenceResult Result, TrialFolder Folder)> PrepareAsync(
        string source, KernelInfo? kernel = null, TrialPlan plan = TrialPlan.Search, bool overflowChecks = false, int seconds = 30, long memory = 3L << 30)
    {
        if (overflowChecks) Directory.Delete(_folder.Path, recursive: true);
        using var runner = new ReferenceRunner(
            TestChild.Launch("reference"), new ChildLimits { Time = TimeSpan.FromSeconds(seconds), MemoryBytes = memory }, 2);
        ReferenceJob job = Job(source, kernel ?? Copy, overflowChecks);
        job.Assembly.Error.ShouldBeNull();
        return (await runner.PrepareAsync(job, plan, TestContext.Current.CancellationToken), new TrialFolder(_folder.Path));
    }

    private static ReferenceAssembly Emit(string source, string name, params KernelParameter[] parameters)
    {
        CSharpCompilation compilation = Compile(source, overflowChecks: false);
        int dot = name.LastIndexOf('.');
        IMethodSymbol method = compilation.GetTypeByMetadataName(name[..dot])!.GetMembers(name[(dot + 1)..]).OfType<IMethodSymbol>().Single();
        return ReferenceEmitter.Emit(compilation, TestKernels.Kernel(name, parameters), method, []);
    }

    private static CSharpCompilation Compile(string source, bool overflowChecks)
    {
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            "User",
            [CSharpSyntaxTree.ParseText(source, path: "/project/Kernels.cs", encoding: System.Text.Encoding.UTF8)],
            trusted.Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: overflowChecks, allowUnsafe: true));
    }
}

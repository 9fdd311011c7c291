using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autocomp.Search.Tests.Verification.Mutation;

/// <summary>The commands that a schedule issues, found by running its C# on the host against a <c>Gemmini</c> class that writes them down.</summary>
/// <remarks>Neither the front end nor LLVM nor the emulator has a part in it. Only for schedules that these tests make themselves.</remarks>
internal static class RecordedCommands
{
    private const string Recorder =
        """
        #nullable disable
        namespace Autocomp;
        public enum Activation { None, Relu, LayerNorm, IGelu, Softmax }
        public enum Dataflow { OutputStationary, WeightStationary }
        public static unsafe class Gemmini
        {
            public const uint Garbage = 0xFFFF_FFFF, Accumulator = 0x8000_0000, Accumulate = 0x4000_0000, FullWidth = 0x2000_0000;
            public static System.Collections.Generic.List<object[]> Log = new();
            static int steps;
            public static void Step() { if (++steps > 100000) throw new System.TimeoutException("does not end"); }
            static void Add(params object[] command) { Step(); Log.Add(command); }
            public static void Fence() => Add("Fence");
            public static void ConfigEx(Dataflow dataflow, Activation activation = Activation.None, int aStride = 1, int cStride = 1, bool transposeA = false, bool transposeB = false, float accumulatorScale = 1f, int inShift = 0) =>
                Add("ConfigEx", dataflow == Dataflow.WeightStationary, activation == Activation.Relu, aStride, cStride, transposeA, transposeB, inShift);
            public static void ConfigLd(int state, long stride, float scale = 1f, int blockStride = 0, bool shrunk = false, int pixelRepeats = 1) => Add("ConfigLd", state, stride, scale, blockStride, shrunk, pixelRepeats);
            public static void ConfigSt(int stride, float scale = 1f, Activation activation = Activation.None, int poolStride = 0) => Add("ConfigSt", stride, scale, activation == Activation.Relu, poolStride);
            public static void Mvin(void* source, uint local, int cols, int rows) => Add("Mvin", 0, (ulong)source, local, cols, rows);
            public static void Mvin2(void* source, uint local, int cols, int rows) => Add("Mvin", 1, (ulong)source, local, cols, rows);
            public static void Mvin3(void* source, uint local, int cols, int rows) => Add("Mvin", 2, (ulong)source, local, cols, rows);
            public static void Mvout(void* destination, uint local, int cols, int rows) => Add("Mvout", (ulong)destination, local, cols, rows);
            public static void Preload(uint weights, uint result, int weightsCols, int weightsRows, int resultCols, int resultRows) => Add("Preload", weights, result, weightsCols, weightsRows, resultCols, resultRows);
            public static void ComputePreloaded(uint a, uint d, int aCols, int aRows, int dCols, int dRows) => Add("Compute", true, a, d, aCols, aRows, dCols, dRows);
            public static void ComputeAccumulated(uint a, uint d, int aCols, int aRows, int dCols, int dRows) => Add("Compute", false, a, d, aCols, aRows, dCols, dRows);
        }
        """;

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Collections.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private static readonly SyntaxTree s_recorder = CSharpSyntaxTree.ParseText(Recorder);

    /// <summary>Runs a schedule.</summary>
    /// <param name="text">C# text of the class Schedule.</param>
    /// <param name="method">Its entry.</param>
    /// <param name="pointers">Addresses of the tensors, in parameter order.</param>
    /// <param name="scale">The last parameter.</param>
    /// <param name="problem">Why there are no commands: it does not compile, or it fails when run.</param>
    /// <returns>Commands in order, or null.</returns>
    public static unsafe IReadOnlyList<object[]>? Of(string text, string method, ulong[] pointers, float scale, out string problem)
    {
        var stepped = (CSharpSyntaxNode)new StepInLoops().Visit(CSharpSyntaxTree.ParseText(text).GetRoot());
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Recorded", [s_recorder, CSharpSyntaxTree.ParseText(stepped.ToFullString())], s_references, new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        using var image = new MemoryStream();
        if (compilation.Emit(image) is { Success: false } failed)
        {
            problem = "does not compile: " + failed.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
            return null;
        }

        image.Position = 0;
        var context = new AssemblyLoadContext("recorded", isCollectible: true);
        try
        {
            Assembly assembly = context.LoadFromStream(image);
            MethodInfo entry = assembly.GetType("Schedule")!.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;
            ParameterInfo[] parameters = entry.GetParameters();
            object[] arguments = [.. pointers.Select((p, n) => Pointer.Box((void*)p, parameters[n].ParameterType)), scale];
            entry.Invoke(null, arguments);
            problem = "";
            return (IReadOnlyList<object[]>)assembly.GetType("Autocomp.Gemmini")!.GetField("Log")!.GetValue(null)!;
        }
        catch (TargetInvocationException e)
        {
            problem = "fails: " + e.InnerException!.Message;
            return null;
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Counts passes of loops, so that a mutant that never ends does.</summary>
    private sealed class StepInLoops : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
            ((ForStatementSyntax)base.VisitForStatement(node)!) is var visited
                ? visited.WithStatement(SyntaxFactory.Block(SyntaxFactory.ParseStatement("Gemmini.Step();"), visited.Statement))
                : node;
    }
}

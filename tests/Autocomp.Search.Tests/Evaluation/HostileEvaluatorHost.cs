using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;

namespace Autocomp.Search.Tests.Evaluation;

/// <summary>The real evaluator, that dies of a candidate as a compiler might whose bug nobody knows yet: of which kind, a comment in the schedule says.</summary>
internal static partial class HostileEvaluatorHost
{
    public static async Task<int> RunAsync(Stream input, Stream output)
    {
        Pipe pipe = new();
        Task host = EvaluatorHost.RunAsync(pipe.Reader.AsStream(), output);
        using Stream forward = pipe.Writer.AsStream();
        while (await Frames.ReadAsync<EvaluatorMessage>(input, default) is { } message)
        {
            string text = (message.Compile ?? message.Run)?.ScheduleText ?? "";
            if (text.Contains("// abort", StringComparison.Ordinal) && message.Compile is not null) Abort();
            if (text.Contains("// overflow", StringComparison.Ordinal) && message.Compile is not null) Overflow(1);
            if (text.Contains("// eat", StringComparison.Ordinal) && message.Run is not null) Eat();
            while (text.Contains("// spin", StringComparison.Ordinal) && message.Compile is not null) Thread.SpinWait(1000);
            await Frames.WriteAsync(forward, message, default);
        }

        pipe.Writer.Complete();
        await host;
        return 0;
    }

    private static void Abort()
    {
        Console.Error.WriteLine("LLVM ERROR: Cannot select: t5: i32 = bitcast t4");
        AbortProcess();
    }

    private static int Overflow(int depth) => Overflow(depth + 1) + depth;

    private static unsafe void Eat()
    {
        while (true) new Span<byte>(NativeMemory.Alloc(32 << 20), 32 << 20).Fill(1);
    }

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void AbortProcess();
}

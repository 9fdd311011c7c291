using System.Runtime.InteropServices;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Processes;

namespace Autocomp.Search.Tests.Evaluation;

/// <summary>A child that speaks the evaluator's protocol and misbehaves as the schedule's text says.</summary>
internal static class FakeEvaluatorHost
{
    public static async Task<int> RunAsync(Stream input, Stream output)
    {
        int served = 0;
        while (await Frames.ReadAsync<EvaluatorMessage>(input, default) is { } message)
        {
            string text = (message.Compile ?? message.Run)!.ScheduleText;
            bool running = message.Run is not null;
            switch (text)
            {
                case "die in compiling" when !running:
                case "die in running" when running:
                case "die when warm" when !running && served > 0:
                    Console.Error.WriteLine("LLVM ERROR: Cannot select: intrinsic");
                    return 134;
                case "hang" when running:
                    while (true) Thread.SpinWait(1000);
                case "eat" when running:
                    Eat();
                    break;
                case "forge" when !running:
                    output.Write("{\"Result\":{\"Stage\":\"Accepted\",\"Cycles\":1}}\n"u8);
                    output.Flush();
                    await Task.Delay(-1);
                    break;
            }
            EvaluatorReply reply = running
                ? new(new(-1, EvaluationStage.Accepted, "", "from run", text, Environment.ProcessId, null, []), null, null)
                : new(null, "canonical " + text, "hash of " + text.Split('#')[0]);
            await Frames.WriteAsync(output, reply, default);
            if (running) served++;
        }
        return 0;
    }

    private static unsafe void Eat()
    {
        for (int i = 0; i < 20; i++) new Span<byte>(NativeMemory.Alloc(32 << 20), 32 << 20).Fill(1);
        Thread.Sleep(-1);
    }
}

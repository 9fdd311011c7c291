using System.Collections.Concurrent;
using System.Globalization;
using Autocomp.Backend.Lowering;
using Autocomp.Backend.Tests.EndToEnd;

namespace Autocomp.Backend.Tests.RandomKernels;

/// <summary>Compares random kernels on the emulator with the host.</summary>
/// <param name="perCompilation">How many kernels are compiled for the host at once.</param>
internal sealed class RandomKernelRun(int perCompilation = 250)
{
    private const int ArgumentLists = 3;
    private int trapped;

    /// <summary>What was generated.</summary>
    public Coverage Coverage { get; } = new();

    /// <summary>Runs that threw on the host and trapped on the emulator.</summary>
    public int Trapped => trapped;

    /// <summary>The first kernels that differ, by seed, with their text; empty when all agree.</summary>
    /// <param name="first">First seed.</param>
    /// <param name="count">How many kernels.</param>
    /// <param name="most">After how many differences to stop looking.</param>
    public IReadOnlyList<string> Differences(int first, int count, int most = 1)
    {
        ConcurrentDictionary<int, string> found = [];
        for (int seed = first; seed < first + count && found.Count < most; seed += perCompilation)
        {
            string[] texts = [.. Enumerable.Range(seed, Math.Min(perCompilation, first + count - seed)).Select(s => RandomKernel.Write(s, "Run" + s.ToString(CultureInfo.InvariantCulture), Coverage))];
            IReadOnlyList<KernelCase> kernels = KernelCase.All(string.Concat(texts));
            kernels.Count.ShouldBe(texts.Length);
            int start = seed;
            Parallel.For(0, kernels.Count, (i, state) =>
            {
                if (Difference(kernels[i], (start + i) % 4 == 0) is not { } difference) return;
                found[start + i] = $"Kernel of seed {start + i}:\n{texts[i]}\n{difference}";
                if (found.Count >= most) state.Stop();
            });
        }

        return [.. found.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }

    private string? Difference(KernelCase kernel, bool throughText)
    {
        try
        {
            // Every fourth goes the long way: pointers, printed as C#, read again.
            Interlocked.Add(ref trapped, kernel.ShouldAgree(throughText ? kernel.Accept(ScheduleLowering.LowerBody(kernel.Kernel)) : kernel.Body, ArgumentLists));
            return null;
        }
        catch (Exception error)
        {
            return error.Message;
        }
    }
}

using System.Globalization;

namespace Autocomp.Frontend.Tests.Execution;

public class RandomKernelTests
{
    /// <summary>How many kernels: AUTOCOMP_RANDOM_KERNELS sets more for a full run.</summary>
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("AUTOCOMP_RANDOM_KERNELS") ?? "40", CultureInfo.InvariantCulture);

    [Fact]
    public void Lower_RandomKernels_DoWhatCSharpDoes()
    {
        for (int seed = 0; seed < Count; seed++)
        {
            string statements = new RandomStatements(seed).Next();
            try
            {
                Differential.Compare(statements);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {statements}\n{e.Message}", e);
            }
        }
    }
}

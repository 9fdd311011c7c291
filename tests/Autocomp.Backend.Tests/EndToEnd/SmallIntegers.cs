using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Runs kernels on floats that are small integers: their sums are exact, so results are equal in any order of summation but for the sign of zero.</summary>
internal static class SmallIntegers
{
    /// <summary>Runs both sides and compares all tensors.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="target">The machine.</param>
    public static void ShouldAgree(KernelCase kernel, ScheduleTree schedule, TargetDescription target)
    {
        for (int seed = 0; seed < 2; seed++)
        {
            object[] expected = Arguments(kernel, seed), actual = Arguments(kernel, seed);
            kernel.RunOnHost(expected);
            KernelRunResult result = kernel.RunOnEmulator(schedule, actual, target);
            result.Fault.ShouldBeNull($"seed {seed}: {result.Fault?.Message} at {result.Fault?.Line}\n{schedule.Text}");
            for (int i = 0; i < expected.Length; i++)
            {
                if (expected[i] is float[] wanted)
                {
                    ((float[])actual[i]).ShouldBe(wanted, $"argument {i}, seed {seed}\n{schedule.Text}");
                }
            }
        }
    }

    private static object[] Arguments(KernelCase kernel, int seed)
    {
        Random random = new(seed);
        return [.. kernel.Kernel.AbiParameters.Select(parameter => parameter.Kind == ParameterKind.Tensor
            ? Enumerable.Range(0, (int)parameter.Elements).Select(_ => (float)random.Next(-2, 3)).ToArray()
            : parameter.Scalar == ScalarType.Float32 ? (object)(float)random.Next(1, 4) : random.Next(1, 4))];
    }
}

using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;

namespace Autocomp.Frontend.Tests;

public class ScheduleRoundTripTests
{
    [Fact]
    public void Print_AnalyzedSchedule_IsAFixedPoint()
    {
        KernelInfo kernel = Source.Kernel(Samples.Dense);
        ScheduleResult first = Source.Schedule(Samples.DenseSchedule, kernel);
        first.Diagnostics.Select(Source.Describe).ShouldBeEmpty();
        first.Tree!.Text.ShouldBe("""
            using System;
            using Autocomp;

            internal static unsafe class Schedule
            {
                internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
                {
                    Gemmini.ConfigEx(Dataflow.WeightStationary);
                    Gemmini.ConfigLd(0, 128);
                    Gemmini.ConfigLd(1, 10);
                    Gemmini.ConfigSt(10, scale: scale, activation: Activation.Relu);
                    for (int i = 0; i < 64; i += 16)
                    {
                        int rows = Math.Min(16, 64 - i);
                        Gemmini.Mvin(bias, Gemmini.Accumulator, 10, rows);
                        for (int p = 0; p < 8; p++)
                        {
                            Gemmini.Mvin(x + i * 128 + p * 16, (uint)(p * 16), 16, rows);
                            Gemmini.Mvin2(w + p * 16 * 10, 1024 + (uint)(p * 16), 10, 16);
                            Gemmini.Preload(1024 + (uint)(p * 16), Gemmini.Accumulator | Gemmini.Accumulate, 10, 16, 10, rows);
                            Gemmini.ComputePreloaded((uint)(p * 16), Gemmini.Garbage, 16, rows, 16, 16);
                        }
                        Gemmini.Mvout(y + i * 10, Gemmini.Accumulator, 10, rows);
                    }
                    Gemmini.Fence();
                }
            }

            """.ReplaceLineEndings("\n"));
        Source.Schedule(first.Tree.Text, kernel).Tree!.Text.ShouldBe(first.Tree.Text);
    }
}

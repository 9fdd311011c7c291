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
        first.Tree.Body.Statements[4].Span!.Value.ShouldBe(new Frontend.Tree.SourceSpan("Sample_Layers_Dense_k128_m64_n10.schedule.cs", 12, 9, 24, 10));
        Source.Schedule(first.Tree.Text, kernel).Tree!.Text.ShouldBe(first.Tree.Text);
    }

    [Theory]
    [InlineData("Gemmini.Mvin(null, 0, 4, 4);")]
    [InlineData("Gemmini.Mvin((int*)null, 0, 4, 4);", "Gemmini.Mvin(null, 0, 4, 4);")]
    [InlineData("Gemmini.Mvin((void*)0, 0, 4, 4);", "Gemmini.Mvin(null, 0, 4, 4);")]
    [InlineData("Gemmini.Mvin((int*)x + 2, Gemmini.Accumulator | Gemmini.FullWidth | 7, 4, 4);")]
    [InlineData("Gemmini.Mvin(source: x, cols: 4, rows: 3, local: 1u << 4);", "Gemmini.Mvin(x, 16, 4, 3);")]
    [InlineData("uint count = Gemmini.Counter(2, takeSnapshot: true);", "uint count = Gemmini.Counter(index: 2, takeSnapshot: true);")]
    [InlineData("int i = 0; while (i < 4) { Gemmini.Flush(); i++; }", "int i = 0;|while (i < 4)|{|    Gemmini.Flush();|    i += 1;|}")]
    [InlineData("int i; if (scale > 0.1f) i = 1; else i = 2; Gemmini.Mvin(x, (uint)i, 4, 4);", "int i = 0;|if (scale > 0.1f)|{|    i = 1;|}|else|{|    i = 2;|}|Gemmini.Mvin(x, (uint)i, 4, 4);")]
    [InlineData("x += 4; Gemmini.Mvin(x, 0, 4, 4);", "sbyte* x1 = x;|x1 += 4;|Gemmini.Mvin(x1, 0, 4, 4);")]
    [InlineData("sbyte* p = &y[3]; for (int i = 0; i < 4; i++) { p += i; *p = x[i]; p[-1] = 1; }", "sbyte* p = y + 3;|for (int i = 0; i < 4; i++)|{|    p += i;|    *p = x[i];|    p[-1] = 1;|}")]
    [InlineData("int* buffer = stackalloc int[4]; buffer[1] = bias[0]; bias[2] = buffer[1] << 2;", "int* buffer = stackalloc int[4];|buffer[1] = *bias;|bias[2] = buffer[1] << 2;")]
    [InlineData("if (scale < 0) Environment.FailFast(\"scale \\\"negative\\\"\");", "if (scale < 0f)|{|    Environment.FailFast(\"scale \\\"negative\\\"\");|}")]
    [InlineData("Gemmini.LoopWsConfigStridesAB(BitConverter.SingleToUInt32Bits(scale), 1);", "Gemmini.LoopWsConfigStridesAB(BitConverter.SingleToUInt32Bits(scale), 1);")]
    public void Print_Statements_ReadBackToTheSameText(string statements, string? expected = null)
    {
        KernelInfo kernel = Source.Kernel(Samples.Dense);
        ScheduleResult result = Source.Schedule("using System; using Autocomp; static unsafe class S { static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale) { " + statements + " } }", kernel);
        result.Diagnostics.Select(Source.Describe).ShouldBeEmpty();
        string text = result.Tree!.Text;
        string body = string.Join("|", text.Split('\n').SkipWhile(l => l != "    {").Skip(1).TakeWhile(l => l != "    }").Select(l => l[8..]));
        Assert.Equal(expected ?? statements, body);
        Assert.Equal(text, Source.Schedule(text, kernel).Tree!.Text);
    }
}

using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Tests.Verification;

/// <summary>A zoo of schedules that are wrong or unfair, each of them rejected for its own reason, and honest ones that are not.</summary>
public sealed class CheatTests : IClassFixture<CheatTests.Bench>
{
    private const string Configure =
        """
        Gemmini.ConfigEx(Dataflow.WeightStationary);
        Gemmini.ConfigSt(32, scale);
        Gemmini.ConfigLd(0, 48);
        Gemmini.ConfigLd(1, 32);
        Gemmini.ConfigLd(2, 0);
        """;

    private const string Tiles =
        """
        for (int i = 0; i < 32; i += 16)
        {
            for (int j = 0; j < 32; j += 16)
            {
                Gemmini.Mvin3(bias + j, 0x80000000u, 16, 16);
                for (int k = 0; k < 48; k += 16)
                {
                    Gemmini.Mvin(x + i * 48 + k, 0u, 16, 16);
                    Gemmini.Mvin2(w + k * 32 + j, 16u, 16, 16);
                    Gemmini.Preload(16u, 0xC0000000u, 16, 16, 16, 16);
                    Gemmini.ComputePreloaded(0u, 0xFFFFFFFFu, 16, 16, 16, 16);
                }
                Gemmini.Mvout(y + i * 32 + j, 0x80000000u, 16, 16);
            }
        }
        """;

    private const string Fence = "Gemmini.Fence();";

    private readonly DenseKernel _dense;

    public CheatTests(Bench bench) => _dense = bench.Dense;

    [Fact]
    public async Task Honest_TiledSchedule_IsAcceptedWithEvidence()
    {
        EvaluationResult result = await _dense.EvaluateAsync(Schedule(Configure, Tiles, Fence));
        result.Message.ShouldBe("");
        result.Stage.ShouldBe(EvaluationStage.Accepted);
        result.Cycles.ShouldBeGreaterThan(32 * 32 * 48 / 256);
        result.Evidence.Select(e => e.Split(':')[0]).ShouldBe(["accelerator", "bound", "kernel after kernel", "layout", "oblivious", "values"]);
    }

    [Theory]
    [InlineData(TrialPlan.Search)]
    [InlineData(TrialPlan.Quick)]
    public async Task Honest_TiledSchedule_PassesSmallerPlans(TrialPlan plan) =>
        (await _dense.EvaluateAsync(Schedule(Configure, Tiles, Fence), plan)).Message.ShouldBe("");

    [Fact]
    public async Task Row7_PartOfTheOutput_IsRejected() =>
        await Rejected(Configure, Tiles.Replace("i < 32", "i < 16"), Fence, EvaluationStage.Execution, "returned without writing byte 512 of its output, 'y'");

    [Fact]
    public async Task Row7_ConstantOutput_IsRejected() =>
        await Rejected("", "for (int i = 0; i < 1024; i++) y[i] = 0;", Fence, EvaluationStage.Values, "the C# method gives");

    [Fact]
    public async Task Cheat_WriteToAnInParameter_IsRejected() =>
        await Rejected(Configure, Tiles + "\nx[0] = 0;", Fence, EvaluationStage.Execution, "line 27: ReadOnlyWrite: The core's 1-byte store", "'x' is read-only", "In '");

    [Fact]
    public async Task Cheat_NoFenceAtTheEnd_IsRejected() =>
        await Rejected(Configure, Tiles, "", EvaluationStage.Execution, "ReturnWithoutFence: ", "mvout", "Issue Gemmini.Fence() before returning");

    [Fact]
    public async Task Cheat_CoreReadsResultsBeforeTheFence_IsRejected() =>
        await Rejected(Configure, Tiles + "\ny[5] = y[6];", Fence, EvaluationStage.Execution, "line 27: CoreRace: The core reads", "mvout", "no fence is between them", "In 'y[5] = y[6];'");

    [Theory]
    [InlineData("Gemmini.ConfigEx(Dataflow.WeightStationary);")]
    [InlineData("Gemmini.ConfigSt(32, scale);")]
    [InlineData("Gemmini.ConfigLd(2, 0);")]
    public async Task Cheat_ConfigurationLeftToTheCallBefore_IsRejected(string missing) =>
        await Rejected(Configure.Replace(missing, ""), Tiles, Fence, EvaluationStage.Execution, "UnsetConfiguration: ", "which the kernel has not set", "In 'Gemmini.");

    [Fact]
    public async Task Cheat_WeightsLeftByTheCallBefore_AreRejected() =>
        await Rejected(Configure, Tiles.Replace("Gemmini.Mvin2(w + k * 32 + j, 16u, 16, 16);", ""), Fence, EvaluationStage.Execution, "PoisonRead: mvout", "scratchpad row", "before the kernel wrote it", "In 'Gemmini.Mvout(");

    [Theory]
    [InlineData("if (x < w) { Gemmini.Flush(); }", "Pointers can't be compared")]
    [InlineData("if (((long)x & 4096) != 0) { Gemmini.Flush(); }", "conversion from 'sbyte*' to 'long'")]
    public async Task Cheat_BranchOnAnAddress_IsRejectedByTheLanguage(string branch, string reason) =>
        await Rejected(Configure, Tiles + "\n" + branch, Fence, EvaluationStage.Frontend, reason);

    [Fact]
    public async Task Cheat_BranchOnData_IsRejected() =>
        await Rejected(Configure, $"if (x[0] == 3) {{ {Tiles} }} else {{ {Tiles} }}", Fence, EvaluationStage.Obliviousness, "a value loaded from memory decides a branch");

    [Fact]
    public async Task Cheat_BranchOnAScalar_IsRejected() =>
        await Rejected(Configure, $"if (scale > 0.5f) {{ {Tiles} }} else {{ {Tiles} }}", Fence, EvaluationStage.Obliviousness, "a runtime scalar decides a branch");

    [Theory]
    [InlineData("y[1024] = 0;")]
    [InlineData("y[0] = x[32 * 48];")]
    [InlineData("y[0] = x[-1];")]
    [InlineData("Gemmini.Mvin(x + 32 * 48 - 8, 64u, 16, 1);")]
    [InlineData("Gemmini.Fence(); Gemmini.Mvout(y + 1024, 0x80000000u, 16, 1);")]
    public async Task Cheat_OutOfBounds_IsRejected(string access) =>
        await Rejected(Configure, Tiles + "\n" + access, Fence, EvaluationStage.Execution, ": OutOfBounds: ", "' (0x", " In '");

    [Fact]
    public async Task Cheat_RowsBeyondTheScratchpad_AreRejected() =>
        await Rejected(Configure, Tiles + "\nGemmini.Mvin(x, 16384u, 16, 1);", Fence, EvaluationStage.Execution, "LocalAddressOutOfRange");

    [Fact]
    public async Task Cheat_WrongScale_IsRejected() =>
        await Rejected(Configure.Replace("32, scale", "32, scale * 0.99f"), Tiles, Fence, EvaluationStage.Values, "the C# method gives");

    [Fact]
    public async Task Cheat_WrongBias_IsRejected() =>
        await Rejected(Configure, Tiles.Replace("bias + j,", "bias,"), Fence, EvaluationStage.Values, "the C# method gives");

    [Fact]
    public async Task Row11_AcceleratorForShow_IsRejected()
    {
        const string OnTheCore =
            """
            for (int i = 0; i < 32; i++)
            {
                for (int j = 0; j < 32; j++)
                {
                    int sum = bias[j];
                    for (int p = 0; p < 48; p++) sum += x[i * 48 + p] * w[p * 32 + j];
                    y[i * 32 + j] = Quantize.ScaleToInt8(sum, scale);
                }
            }
            """;
        await Rejected(Configure, "Gemmini.Mvin(x, 0u, 16, 16);\n" + OnTheCore, Fence, EvaluationStage.Values, "accelerator disabled");
        (await _dense.EvaluateAsync(Schedule("", OnTheCore, ""))).Stage.ShouldBe(EvaluationStage.Accepted);
    }

    [Fact]
    public async Task Cheat_NeverEnds_IsRejected() =>
        await Rejected(Configure, "int t = 0; while (t < 10) { t = 5; }", Fence, EvaluationStage.Execution, "StepLimit");

    [Theory]
    [InlineData("System.Environment.Exit(0);")]
    [InlineData("System.IO.File.Delete(\"x\");")]
    [InlineData("new System.Threading.Thread(() => { }).Start();")]
    [InlineData("typeof(int).GetMethods();")]
    [InlineData("this is no C#")]
    public async Task Row11_AnythingOutsideTheLanguage_IsRejected(string statement)
    {
        EvaluationResult result = await _dense.EvaluateAsync(Schedule(Configure, statement + "\n" + Tiles, Fence));
        result.Stage.ShouldBe(EvaluationStage.Frontend, result.Message);
        result.Message.ShouldContain("line ");
    }

    // Rows of the catalogue of exploits seen in the wild that have no attack inside the language are construction tests: there is no way to say them.
    [Fact]
    public async Task Row1_OutputOfAnEarlierCall_CannotBeRead() =>
        await Rejected(Configure, "for (int i = 0; i < 1024; i++) { y[i] = (sbyte)(y[i] + 1); }\n" + Tiles, Fence, EvaluationStage.Execution, "y");

    [Theory]
    [InlineData("private static int calls;", "calls++;")]
    [InlineData("private static readonly sbyte[] kept = new sbyte[1024];", "kept[0] = 1;")]
    public async Task Rows2And3_StateBetweenCalls_CannotBeSaid(string field, string use)
    {
        string text = Schedule(Configure, use, Tiles, Fence).Replace("internal static void Dense", field + "\n    internal static void Dense", StringComparison.Ordinal);
        EvaluationResult result = await _dense.EvaluateAsync(text);
        result.Stage.ShouldBe(EvaluationStage.Frontend);
        result.Message.ShouldContain("line ");
        result.Message.ShouldContain("AC1");
    }

    [Theory]
    [InlineData("System.Diagnostics.Stopwatch.GetTimestamp();")]
    [InlineData("System.Environment.TickCount.ToString();")]
    public async Task Row4_Clock_CannotBeRead(string clock) =>
        await Rejected(Configure, clock + "\n" + Tiles, Fence, EvaluationStage.Frontend, "line ", "AC1");

    [Fact]
    public async Task Row4_CounterOfTheAccelerator_DecidesNothing() =>
        await Rejected(Configure, "if (Gemmini.Counter(0) > 5u) { Gemmini.Flush(); }\n" + Tiles, Fence, EvaluationStage.Obliviousness, "decides a branch");

    [Fact]
    public async Task Row6_InputsSetToZeroByTheAccelerator_AreReadOnly() =>
        await Rejected(Configure, "Gemmini.Mvin(null, 100u, 16, 16);\nGemmini.Mvout(x, 100u, 16, 16);\n" + Tiles, Fence, EvaluationStage.Execution, "ReadOnlyWrite");

    [Fact]
    public async Task Row8_SpecialCaseOfAValue_IsRejected() =>
        await Rejected(Configure, Tiles + "\nGemmini.Fence(); y[7] = x[3] == 1 ? (sbyte)0 : y[7];", Fence, EvaluationStage.Obliviousness, "loaded from memory");

    [Theory]
    [InlineData("y[x[0] & 1] = 0;")]
    [InlineData("Gemmini.Mvin(x + (x[0] & 1), 100u, 8, 1);")]
    public async Task Row8_AddressFromData_IsRejected(string access) =>
        await Rejected(Configure, access + "\n" + Tiles, Fence, EvaluationStage.Obliviousness, "loaded from memory");

    [Fact]
    public async Task Row10_RowsThatNothingWrote_ArePoison() =>
        await Rejected(Configure, Tiles + "\nGemmini.Fence();\nGemmini.Mvout(y, 0x80000200u, 16, 16);", Fence, EvaluationStage.Execution, "PoisonRead");

    [Fact]
    public async Task Row12_EarlyReturn_LeavesTheRestUnwritten() =>
        await Rejected(Configure, "return;", "", EvaluationStage.Execution, "returned without writing byte 0 of its output, 'y'");

    [Theory]
    [InlineData("y[1024 + 4096] = 1;")]
    [InlineData("y[-4096] = 1;")]
    public async Task Row13_WriteBesideABuffer_IsRejected(string write)
    {
        EvaluationResult result = await _dense.EvaluateAsync(Schedule(write, Configure, Tiles, Fence));
        result.Stage.ShouldNotBe(EvaluationStage.Accepted);
        result.Message.ShouldContain("OutOfBounds");
    }

    private async Task Rejected(string configure, string body, string end, EvaluationStage stage, params string[] reasons)
    {
        EvaluationResult result = await _dense.EvaluateAsync(Schedule(configure, body, end));
        foreach (string reason in reasons) result.Message.ShouldContain(reason);
        result.Stage.ShouldBe(stage, result.Message);
        result.Cycles.ShouldBe(0);
    }

    private static string Schedule(params string[] parts) =>
        $$"""
        using Autocomp;
        internal static unsafe class Schedule
        {
            internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
            {
                {{string.Join("\n", parts)}}
            }
        }
        """;

    public sealed class Bench : IDisposable
    {
        internal DenseKernel Dense { get; } = new();

        public void Dispose() => Dense.Dispose();
    }
}

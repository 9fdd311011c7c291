using System.Collections.Immutable;
using System.Reflection;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Tests.Evaluation;

namespace Autocomp.Search.Tests.Verification;

/// <summary>The catalogue of exploits seen against kernel optimisers, row by row, with the tests that hold each; and the rows that need a kernel of their own.</summary>
/// <remarks>A row without an attack inside the accepted language is held by construction tests: what the attack needs cannot be said there.</remarks>
public sealed class CheatZooTests
{
    /// <summary>Exploit, why it fails here, and where that is tested.</summary>
    private static readonly ImmutableArray<(string Row, string Exploit, string Defence, Type Suite, string[] Tests)> s_rows =
    [
        ("1", "copy the reference output or reuse its memory", "expected values are compared outside the machine; out-tensors begin as poison", typeof(CheatTests), [nameof(CheatTests.Row1_OutputOfAnEarlierCall_CannotBeRead)]),
        ("2", "cache a result by pointer or identity and replay it", "no state between calls, no decision on an address, new addresses for each trial", typeof(CheatTests), [nameof(CheatTests.Rows2And3_StateBetweenCalls_CannotBeSaid), nameof(CheatTests.Cheat_BranchOnAnAddress_IsRejectedByTheLanguage)]),
        ("3", "do the work in a warm-up or for several calls at once", "a fresh machine for each call; local memories and configuration begin as poison", typeof(CheatTests), [nameof(CheatTests.Rows2And3_StateBetweenCalls_CannotBeSaid), nameof(CheatTests.Cheat_WeightsLeftByTheCallBefore_AreRejected), nameof(CheatTests.Cheat_ConfigurationLeftToTheCallBefore_IsRejected)]),
        ("4", "patch timers, use threads or streams", "cycles are counted outside; no clock, thread or call to the system in the language; the time ends when the accelerator is drained", typeof(CheatTests), [nameof(CheatTests.Row4_Clock_CannotBeRead), nameof(CheatTests.Row4_CounterOfTheAccelerator_DecidesNothing), nameof(CheatTests.Cheat_NoFenceAtTheEnd_IsRejected)]),
        ("5", "drive one measurement to nothing", "no run may beat the multiplications of the source or what it executed itself", typeof(CheatZooTests), [nameof(Row5_WorkThatTheValuesDoNotNeed_MayNotBeLeftOut)]),
        ("6", "change the inputs so that the reference agrees", "in-parameters are read-only memory", typeof(CheatTests), [nameof(CheatTests.Row6_InputsSetToZeroByTheAccelerator_AreReadOnly), nameof(CheatTests.Cheat_WriteToAnInParameter_IsRejected)]),
        ("7", "skip work: a constant or partial result", "other inputs in each trial; every byte of an output must be written", typeof(CheatTests), [nameof(CheatTests.Row7_ConstantOutput_IsRejected), nameof(CheatTests.Row7_PartOfTheOutput_IsRejected)]),
        ("8", "behave well for the tests only", "no decision and no address from data; hold-out trials at acceptance", typeof(CheatTests), [nameof(CheatTests.Row8_SpecialCaseOfAValue_IsRejected), nameof(CheatTests.Row8_AddressFromData_IsRejected), nameof(CheatTests.Cheat_BranchOnData_IsRejected), nameof(CheatTests.Cheat_BranchOnAScalar_IsRejected)]),
        ("9", "a lower precision within the tolerance", "integers exact; floats exact on small integers and within the rounding of one summation otherwise", typeof(FloatCheatTests), [nameof(FloatCheatTests.Row9_HalfPrecision_IsRejected), nameof(FloatCheatTests.Row9_ProductsLeftOut_IsRejected)]),
        ("10", "read memory that nobody wrote", "poison everywhere, another one in the second run; rows and addresses are checked", typeof(CheatTests), [nameof(CheatTests.Row10_RowsThatNothingWrote_ArePoison), nameof(CheatTests.Cheat_RowsBeyondTheScratchpad_AreRejected)]),
        ("11", "call a library or fall back to the host", "a closed list of callable methods; with the accelerator disabled the values must differ", typeof(CheatTests), [nameof(CheatTests.Row11_AcceleratorForShow_IsRejected), nameof(CheatTests.Row11_AnythingOutsideTheLanguage_IsRejected)]),
        ("12", "print the word that means success, leave early", "a verdict is a framed message of the child, after the candidate has ended; every output byte must be written", typeof(CheatTests), [nameof(CheatTests.Row12_EarlyReturn_LeavesTheRestUnwritten)]),
        ("12", "the same, by what a candidate makes its process print", "no content can be taken for the start of a message", typeof(ChildProcessEvaluatorTests), [nameof(ChildProcessEvaluatorTests.Evaluate_MisbehavingCandidate_CostsOneCandidate)]),
        ("13", "write beside a buffer into the harness", "guard pages around every tensor; the harness is in another process", typeof(CheatTests), [nameof(CheatTests.Row13_WriteBesideABuffer_IsRejected), nameof(CheatTests.Cheat_OutOfBounds_IsRejected)]),
        ("in-out", "read an in-out tensor after writing it", "it begins with content that differs from trial to trial", typeof(FloatCheatTests), [nameof(FloatCheatTests.InOut_ReadAgainAfterItWasWritten_IsRejected), nameof(FloatCheatTests.InOut_EarlierContentIgnored_IsRejected)]),
        ("fence", "read results that may still be on their way", "accesses that no fence parts are races", typeof(CheatTests), [nameof(CheatTests.Cheat_CoreReadsResultsBeforeTheFence_IsRejected), nameof(CheatTests.Cheat_NoFenceAtTheEnd_IsRejected)]),
    ];

    [Fact]
    public void Catalogue_EveryRow_HasTests()
    {
        s_rows.Select(r => r.Row).Where(r => int.TryParse(r, out _)).Distinct().Select(int.Parse).ShouldBe(Enumerable.Range(1, 13));
        foreach ((string row, _, _, Type suite, string[] tests) in s_rows)
        {
            foreach (string test in tests)
                suite.GetMethod(test)!.GetCustomAttributes<FactAttribute>().ShouldNotBeEmpty($"row {row}: {test}");
        }
    }

    /// <summary>The scale is promised to be zero, so that zeros are right in every trial; the source multiplies all the same.</summary>
    [Fact]
    public async Task Row5_WorkThatTheValuesDoNotNeed_MayNotBeLeftOut()
    {
        using DenseKernel dense = new(depth: 480, scales: new ValueRange(0, 0));
        const string Zeros =
            """
            using Autocomp;
            internal static unsafe class Schedule
            {
                internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
                {
                    Gemmini.ConfigEx(Dataflow.WeightStationary);
                    Gemmini.ConfigSt(32);
                    Gemmini.ConfigLd(0, 0);
                    Gemmini.Mvin(null, 0u, 16, 16);
                    for (int i = 0; i < 32; i += 16)
                    {
                        for (int j = 0; j < 32; j += 16) Gemmini.Mvout(y + i * 32 + j, 0u, 16, 16);
                    }
                    Gemmini.Fence();
                }
            }
            """;

        EvaluationResult result = await dense.EvaluateAsync(Zeros);

        result.Stage.ShouldBe(EvaluationStage.Bound, result.Message);
        result.Message.ShouldContain("fewer than the 1920 that the multiplications of the C# method need");
    }
}

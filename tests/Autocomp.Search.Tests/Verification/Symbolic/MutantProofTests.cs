using Autocomp.Search.Evaluation;
using Autocomp.Search.Tests.Verification.Mutation;
using Autocomp.Search.Verification.Symbolic;

namespace Autocomp.Search.Tests.Verification.Symbolic;

/// <summary>The symbolic check alone against the mutants of the verifier's own test: what trials reject is never proved. <c>AUTOCOMP_MUTANTS=all</c> takes all.</summary>
public sealed class MutantProofTests
{
    private const int Sample = 40;

    [Fact]
    public async Task Check_MutantsOfCorrectSchedules_ProvesNoneThatTrialsReject()
    {
        using ProofCase proof = ProofCase.Of(SymbolicCheckTests.DenseMethod);
        using var dense = new DenseKernel();
        var random = new Random(6);
        Mutant[] mutants = [.. MutationTests.Bases(dense).SelectMany(b => ScheduleMutator.Of(b.Name, b.Text)).DistinctBy(m => m.Text).OrderBy(_ => random.Next())];
        if (Environment.GetEnvironmentVariable("AUTOCOMP_MUTANTS") != "all") mutants = [.. mutants.Take(Sample)];
        int proved = 0, disproved = 0;
        List<string> wrong = [];
        foreach (Mutant mutant in mutants)
        {
            string said = proof.Check(mutant.Text);
            if (said.Contains("is not the right combination", StringComparison.Ordinal)) disproved++;
            if (!said.StartsWith(ProofRun.Proved, StringComparison.Ordinal)) continue;
            proved++;
            EvaluationResult tried = await dense.EvaluateAsync(mutant.Text);
            if (tried.Stage != EvaluationStage.Accepted) wrong.Add($"{mutant.Base}, {mutant.Kind}, {mutant.Change}: {tried.Stage} {tried.Message.Split('\n')[0]}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{mutants.Length} mutants: {proved} proved, {disproved} disproved by their sums, others fault, differ in their functions or are no C#");
        wrong.ShouldBeEmpty();
        disproved.ShouldBeGreaterThan(mutants.Length / 20);
    }
}

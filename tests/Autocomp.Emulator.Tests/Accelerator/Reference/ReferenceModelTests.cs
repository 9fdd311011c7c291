using System.Globalization;

namespace Autocomp.Emulator.Tests.Accelerator.Reference;

/// <summary>The strict accelerator against a slow model that may delay and reorder whatever no fence covers.</summary>
public class ReferenceModelTests
{
    // The full run: AUTOCOMP_RANDOM_PROGRAMS=100000.
    private static readonly int Programs = int.Parse(Environment.GetEnvironmentVariable("AUTOCOMP_RANDOM_PROGRAMS") ?? "400", CultureInfo.InvariantCulture);

    [Fact]
    public void RandomPrograms_AgreeOnRacesAndOnValuesInEveryLegalOrder()
    {
        int races = 0;
        int clean = 0;
        for (int seed = 0; seed < Programs; seed++)
        {
            var program = new RandomProgram(seed);
            (Fault? fault, byte[] memory) = Run(program);
            if (fault?.Kind == FaultKind.RevisionDifference) continue;
            bool race = LegalOrders.HasRace(program.Reference());
            (fault?.Kind is FaultKind.AcceleratorRace or FaultKind.CoreRace).ShouldBe(race, $"seed {seed}: {fault?.Message ?? "no fault"}");
            if (race)
            {
                races++;
                continue;
            }

            fault.ShouldBeNull($"seed {seed}: {fault?.Message}");
            clean++;
            CompareOrders(program, memory, seed);
        }

        // Both answers must occur often, or the generator tests nothing.
        races.ShouldBeGreaterThan(Programs / 10);
        clean.ShouldBeGreaterThan(Programs / 10);
    }

    [Fact]
    public void RacyPrograms_DoDependOnTheOrder()
    {
        int differing = 0;
        for (int seed = 0; seed < Programs / 4; seed++)
        {
            var program = new RandomProgram(seed);
            if (!LegalOrders.HasRace(program.Reference())) continue;
            byte[] first = LegalOrders.Run(program.Reference(), _ => 0);
            byte[] last = LegalOrders.Run(program.Reference(), count => count - 1);
            if (!first.AsSpan().SequenceEqual(last)) differing++;
        }

        differing.ShouldBeGreaterThan(Programs / 100);
    }

    private static void CompareOrders(RandomProgram program, byte[] memory, int seed)
    {
        var random = new Random(seed);
        Func<int, int>[] orders = [_ => 0, count => count - 1, random.Next, random.Next];
        foreach (Func<int, int> order in orders)
        {
            byte[] expected = LegalOrders.Run(program.Reference(), order);
            int at = memory.AsSpan().CommonPrefixLength(expected);
            at.ShouldBe(memory.Length, $"seed {seed}: byte {at} is {memory[Math.Min(at, memory.Length - 1)]}");
        }
    }

    private static (Fault? Fault, byte[] Memory) Run(RandomProgram program)
    {
        using CommandBench bench = new(RandomProgram.Base, program.Memory);
        Fault? fault = null;
        try
        {
            program.Issue(bench);
        }
        catch (FaultException exception)
        {
            fault = exception.Fault;
        }

        byte[] memory = new byte[program.Memory.Length];
        bench.Machine.Memory.Inspect(RandomProgram.Base, memory);
        return (fault, memory);
    }
}

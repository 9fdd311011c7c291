namespace Autocomp.Emulator.Tests.Accelerator.Reference;

/// <summary>Runs operations in an order that the hardware may choose: anything that local rows, the execute unit and fences allow.</summary>
internal static class LegalOrders
{
    /// <summary>Runs everything; the choice decides which of the ready events comes next.</summary>
    /// <param name="machine">A machine with all operations issued and none performed.</param>
    /// <param name="choose">Picks an index below its argument.</param>
    public static byte[] Run(ReferenceMachine machine, Func<int, int> choose)
    {
        foreach (IReadOnlyList<ReferenceOperation> epoch in machine.Epochs) RunEpoch(epoch, choose);
        return machine.Memory;
    }

    /// <summary>Whether a race is in the program, by looking at every pair between two fences.</summary>
    public static bool HasRace(ReferenceMachine machine) => machine.Epochs.Any(HasRace);

    private static bool HasRace(IReadOnlyList<ReferenceOperation> epoch)
    {
        // follows[i, j]: operation i waits for operation j, directly or not.
        var follows = new bool[epoch.Count, epoch.Count];
        for (int i = 0; i < epoch.Count; i++)
        {
            for (int j = i - 1; j >= 0; j--)
            {
                follows[i, j] |= epoch[i].SurelyWaitsFor(epoch[j]);
                for (int k = 0; follows[i, j] && k < j; k++) follows[i, k] |= follows[j, k];
            }

            for (int j = 0; j < i; j++)
            {
                if (epoch[i].RacesWith(epoch[j], follows[i, j])) return true;
            }
        }

        return false;
    }

    private static void RunEpoch(IReadOnlyList<ReferenceOperation> epoch, Func<int, int> choose)
    {
        var waiting = new List<ReferenceOperation>(epoch);
        var uncommitted = new List<ReferenceOperation>();
        while (waiting.Count + uncommitted.Count > 0)
        {
            var ready = waiting.Where((operation, i) => !waiting.Take(i).Any(operation.WaitsFor)).ToList();
            int index = choose(ready.Count + uncommitted.Count);
            if (index < ready.Count)
            {
                ready[index].Perform();
                waiting.Remove(ready[index]);
                if (ready[index].Commit is not null) uncommitted.Add(ready[index]);
            }
            else
            {
                uncommitted[index - ready.Count].Commit!();
                uncommitted.RemoveAt(index - ready.Count);
            }
        }
    }
}

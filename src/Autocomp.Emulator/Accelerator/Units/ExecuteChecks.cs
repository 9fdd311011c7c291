using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Judges operands of preload and compute.</summary>
internal sealed unsafe class ExecuteChecks(AcceleratorState state)
{
    // Results leave the int8 array through 20 bits (spatialArrayOutputType, GemminiConfigs.scala).
    private const int WidestSum = (1 << 19) - 1;

    private Complaints Complaints => state.Complaints;

    /// <summary>Sizes of an operand, and garbage where it has a meaning.</summary>
    public void Sizes(Operand operand, string name)
    {
        if ((uint)(operand.RawRows - 1) < (uint)state.Dim && (uint)(operand.RawColumns - 1) < (uint)state.Dim) return;
        int least = operand.IsGarbage ? 0 : 1;
        if (operand.RawRows < least || operand.RawColumns < least || operand.RawRows > state.Dim || operand.RawColumns > state.Dim)
        {
            Complaints.Report(
                FaultKind.IllegalCommand,
                $"has {operand.RawRows} rows and {operand.RawColumns} columns of {name}, but {least} to {state.Dim} are possible.");
        }
    }

    /// <summary>Whether all rows of a scratchpad operand exist. False skips the command.</summary>
    public bool Rows(Operand operand, bool transposed, int stride, string name)
    {
        if (operand.IsGarbage) return true;
        if (operand.Address.IsAccumulator)
        {
            Complaints.Report(RevisionDifferences.AccumulatorOperand);
            return false;
        }

        int count = operand.StoredRows(transposed);
        return count == 0 || state.CheckRows(state.Scratchpad, operand.Address.Bits, operand.Address.Bits + (long)(count - 1) * stride, name);
    }

    /// <summary>What a compute needs of the state of the array.</summary>
    public void Compute(bool preloaded, bool hasPreload, bool hasStationary, bool sumsWritten, Operand a, bool discarded)
    {
        if (!hasPreload)
        {
            Complaints.Report(FaultKind.IllegalCommand, "follows no preload: each compute needs a preload before it that says where the result goes.");
        }

        if (!preloaded && !hasStationary)
        {
            Complaints.Report(
                FaultKind.PoisonRead,
                "uses what the array holds, but the kernel has not loaded it; use compute.preloaded after a preload of the operand.");
        }

        if (a.IsGarbage && !discarded) Complaints.Report(RevisionDifferences.GarbageA);
        if (!preloaded && sumsWritten && !state.Execute.WeightStationary) Complaints.Report(RevisionDifferences.ContinuedSums);
    }

    /// <summary>Output-stationary results that the RTL treats in another way.</summary>
    public void OutputStationary(LocalMemory memory, byte* sums, int rows, int columns)
    {
        ref ExecuteConfiguration configuration = ref state.Execute;
        if (memory == state.Accumulator && configuration.InShift != 0) Complaints.Report(RevisionDifferences.ShiftIntoAccumulator);
        if (configuration.CStride != 1 && rows > 1) Complaints.Report(RevisionDifferences.OutputStationaryStride);
        if (memory != state.Accumulator || state.Target.Element != ElementType.Int8) return;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                int sum = ((int*)sums)[i * state.Dim + j];
                if (sum is > WidestSum or < -WidestSum - 1) Complaints.Report(RevisionDifferences.WideOutputStationarySum);
            }
        }
    }
}

using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>config_ex, config_ld and config_st.</summary>
internal sealed class ConfigureUnit(AcceleratorState state, ExecuteUnit execute, Normalization normalization)
{
    /// <summary>Executes funct7 0.</summary>
    public void Execute(ulong rs1, ulong rs2)
    {
        switch (rs1 & 3)
        {
            case 0:
                ConfigureExecute(rs1, rs2);
                break;
            case 1:
                ConfigureLoad(rs1, rs2);
                break;
            case 2:
                ConfigureStore(rs1, rs2);
                break;
            default:
                normalization.Configure(rs1, rs2);
                break;
        }
    }

    private void ConfigureExecute(ulong rs1, ulong rs2)
    {
        execute.Configure();
        ref ExecuteConfiguration execution = ref state.Execute;
        execution.AStride = (int)(rs1 >> 16) & 0xFFFF;
        execution.CStride = (int)(rs2 >> 48);
        state.Set |= ConfigurationGroup.ExecuteStrides;
        if (((rs1 >> 7) & 1) != 0) return;
        execution.WeightStationary = ((rs1 >> 2) & 1) != 0;
        execution.Activation = (ActivationFunction)((rs1 >> 3) & 3);
        execution.TransposeA = ((rs1 >> 8) & 1) != 0;
        execution.TransposeB = ((rs1 >> 9) & 1) != 0;
        execution.InShift = (int)Math.Min(rs2 & 0xFFFF_FFFF, int.MaxValue);
        state.Set |= ConfigurationGroup.Execute;
        if (execution.WeightStationary ? execution.TransposeA && execution.TransposeB : execution.TransposeB && !execution.TransposeA)
        {
            state.Complaints.Report(
                FaultKind.IllegalCommand,
                execution.WeightStationary
                    ? "transposes A and B in weight-stationary dataflow, but the array has one transposer; transpose one of them."
                    : "transposes B without A in output-stationary dataflow, which the array cannot; transpose A too, or use the weight-stationary dataflow.");
        }

        if (execution.InShift > 31) state.Complaints.Report(FaultKind.IllegalCommand, $"shifts by {execution.InShift}, but 0 to 31 are possible.");
        if (execution.Activation > ActivationFunction.Relu) state.Complaints.Report(RevisionDifferences.NoNormalizations);
    }

    private void ConfigureLoad(ulong rs1, ulong rs2)
    {
        int id = (int)(rs1 >> 3) & 3;
        if (id == 3)
        {
            state.Complaints.Report(FaultKind.IllegalCommand, "configures state 3, but there are states 0, 1 and 2.");
            return;
        }

        ref LoadConfiguration load = ref state.Load[id];
        load.Stride = rs2;
        load.Scale = BitConverter.UInt32BitsToSingle((uint)(rs1 >> 32));
        load.BlockStride = (int)(rs1 >> 16) & 0xFFFF;
        load.Shrunk = ((rs1 >> 2) & 1) != 0;
        load.PixelRepeats = Math.Max(1, (int)(rs1 >> 8) & 0xFF);
        state.Set |= (ConfigurationGroup)((int)ConfigurationGroup.Load0 << id);
        if (!(MathF.Abs(load.Scale) < 4294967296f) && state.Target.Element == ElementType.Int8) state.Complaints.Report(RevisionDifferences.HugeScale);
    }

    private void ConfigureStore(ulong rs1, ulong rs2)
    {
        ref StoreConfiguration store = ref state.Store;
        var activation = (ActivationFunction)((rs1 >> 2) & 3);
        if (activation == ActivationFunction.None && store.Activation == ActivationFunction.Softmax)
        {
            state.Complaints.Report(RevisionDifferences.StickySoftmax);
            activation = ActivationFunction.Softmax;
        }

        store.Activation = activation;
        store.Stride = rs2 & 0xFFFF_FFFF;
        store.Scale = BitConverter.UInt32BitsToSingle((uint)(rs2 >> 32));
        store.PoolStride = (int)(rs1 >> 4) & 3;
        store.PoolSize = (int)(rs1 >> 6) & 3;
        store.UpperPadding = (int)(rs1 >> 8) & 3;
        store.LeftPadding = (int)(rs1 >> 10) & 3;
        store.PoolOutDim = (int)(rs1 >> 24) & 0xFF;
        store.PoolOutRows = (int)(rs1 >> 32) & 0xFF;
        store.PoolOutCols = (int)(rs1 >> 40) & 0xFF;
        store.OutRows = (int)(rs1 >> 48) & 0xFF;
        store.OutCols = (int)(rs1 >> 56) & 0xFF;
        state.Set |= ConfigurationGroup.Store;
        if (rs2 >> 32 == 0xFFFF_FFFF) state.Complaints.Report(RevisionDifferences.KeepScale);
        if (store.PoolStride == 0 && store.PoolSize != 0) state.Complaints.Report(RevisionDifferences.OneDimensionalStore);
    }
}

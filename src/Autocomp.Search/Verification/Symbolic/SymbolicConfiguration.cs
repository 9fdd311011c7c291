namespace Autocomp.Search.Verification.Symbolic;

/// <summary>What the config commands of a symbolic run have set. Fields as in the ISA; see the command table.</summary>
internal sealed class SymbolicConfiguration
{
    /// <summary>What config_ld sets for one mvin.</summary>
    /// <param name="Stride">Bytes between rows in main memory.</param>
    /// <param name="Scale">Multiplies elements.</param>
    /// <param name="BlockStride">Rows between blocks of columns.</param>
    /// <param name="PixelRepeats">Shifted copies that are written.</param>
    /// <param name="Shrunk">Whether elements, not accumulator values, go to the accumulator.</param>
    public readonly record struct Load(ulong Stride, float Scale, int BlockStride, int PixelRepeats, bool Shrunk);

    /// <summary>What config_st sets for pooling.</summary>
    /// <param name="Stride">Distance of windows; 0 for no pooling.</param>
    /// <param name="Size">Rows and columns of a window.</param>
    /// <param name="Upper">Rows of zeros above the image.</param>
    /// <param name="Left">Columns of zeros left of it.</param>
    /// <param name="Pitch">Pixels between rows of the result.</param>
    /// <param name="Rows">Rows of the result.</param>
    /// <param name="Columns">Columns of the result.</param>
    /// <param name="ImageRows">Rows of the image.</param>
    /// <param name="ImageColumns">Columns of the image.</param>
    public readonly record struct Pool(int Stride, int Size, int Upper, int Left, int Pitch, int Rows, int Columns, int ImageRows, int ImageColumns);

    /// <summary>The three mvins.</summary>
    public Load[] Loads { get; } = new Load[3];

    /// <summary>Pooling of mvout.</summary>
    public Pool Pooling { get; private set; }

    /// <summary>Bytes between rows that mvout stores.</summary>
    public ulong StoreStride { get; private set; }

    /// <summary>Multiplies what mvout stores.</summary>
    public float StoreScale { get; private set; }

    /// <summary>What mvout does to negative values.</summary>
    public bool StoreRelu { get; private set; }

    /// <summary>Whether the array holds weights (else sums).</summary>
    public bool WeightStationary { get; private set; }

    /// <summary>Whether A is stored transposed.</summary>
    public bool TransposeA { get; private set; }

    /// <summary>Whether B is stored transposed.</summary>
    public bool TransposeB { get; private set; }

    /// <summary>What results of the array do when they are negative and go to the scratchpad.</summary>
    public bool ExecuteRelu { get; private set; }

    /// <summary>Rows between rows of A.</summary>
    public int AStride { get; private set; }

    /// <summary>Rows between rows of C.</summary>
    public int CStride { get; private set; }

    /// <summary>Right shift of results that go to the scratchpad.</summary>
    public int Shift { get; private set; }

    /// <summary>Takes a config command.</summary>
    /// <param name="rs1">First operand.</param>
    /// <param name="rs2">Second operand.</param>
    public void Set(ulong rs1, ulong rs2)
    {
        switch (rs1 & 3)
        {
            case 0:
                SetExecute(rs1, rs2);
                break;
            case 1:
                Loads[(int)(rs1 >> 3) & 3] = new(
                    rs2, BitConverter.UInt32BitsToSingle((uint)(rs1 >> 32)), Field(rs1, 16, 16), Math.Max(1, Field(rs1, 8, 8)), Field(rs1, 2, 1) != 0);
                break;
            case 2:
                SetStore(rs1, rs2);
                break;
            default:
                throw new NotProvableException("the schedule normalises rows");
        }
    }

    private void SetExecute(ulong rs1, ulong rs2)
    {
        (AStride, CStride) = (Field(rs1, 16, 16), Field(rs2, 48, 16));
        if (Field(rs1, 7, 1) != 0) return;
        WeightStationary = Field(rs1, 2, 1) != 0;
        ExecuteRelu = Relu(Field(rs1, 3, 2));
        (TransposeA, TransposeB) = (Field(rs1, 8, 1) != 0, Field(rs1, 9, 1) != 0);
        Shift = (int)Math.Min(rs2 & 0xFFFF_FFFF, int.MaxValue);
    }

    private void SetStore(ulong rs1, ulong rs2)
    {
        StoreRelu = Relu(Field(rs1, 2, 2));
        StoreStride = rs2 & 0xFFFF_FFFF;
        StoreScale = BitConverter.UInt32BitsToSingle((uint)(rs2 >> 32));
        Pooling = new(Field(rs1, 4, 2), Field(rs1, 6, 2), Field(rs1, 8, 2), Field(rs1, 10, 2), Field(rs1, 24, 8), Field(rs1, 32, 8), Field(rs1, 40, 8), Field(rs1, 48, 8), Field(rs1, 56, 8));
    }

    private static bool Relu(int activation) =>
        activation <= 1 ? activation == 1 : throw new NotProvableException("the schedule uses an activation other than ReLU");

    private static int Field(ulong word, int from, int bits) => (int)((word >> from) & ((1UL << bits) - 1));
}

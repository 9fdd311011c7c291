using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>A matrix operand of preload or compute: local address, columns, rows; cut to the array's size.</summary>
internal readonly struct Operand
{
    public Operand(ulong bits, int dim)
    {
        Address = new LocalAddress((uint)bits);
        RawColumns = (int)(bits >> 32) & 0xFFFF;
        RawRows = (int)(bits >> 48);
        Columns = Math.Min(RawColumns, dim);
        Rows = Math.Min(RawRows, dim);
    }

    public LocalAddress Address { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Columns as the command has them.</summary>
    public int RawColumns { get; }

    /// <summary>Rows as the command has them.</summary>
    public int RawRows { get; }

    public bool IsGarbage => Address.IsGarbage;

    /// <summary>The first row, for operands in the scratchpad.</summary>
    public int Row => (int)Math.Min(Address.Bits, int.MaxValue);

    /// <summary>Rows of the scratchpad that the operand is spread over, when stored transposed or not.</summary>
    public int StoredRows(bool transposed) => transposed ? Columns : Rows;
}

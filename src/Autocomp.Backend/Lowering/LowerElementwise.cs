using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>The plain schedule of a sum of matrices without products: strips of rows, as wide as one store can be, loaded on top of each other into the accumulator.</summary>
/// <remarks>Strips alternate between two halves of the accumulator, so that loads overlap with stores. The array does nothing.</remarks>
/// <param name="sum">The sum.</param>
/// <param name="target">The machine.</param>
/// <param name="names">Names for locals.</param>
internal sealed class LowerElementwise(TensorOperation.MatrixSum sum, TargetDescription target, ScheduleNames names)
{
    private static readonly string[] Loads = ["Mvin", "Mvin2", "Mvin3"];

    private readonly int dim = target.Dim;
    private readonly string i = names.Fresh("i");
    private readonly string j = names.Fresh("j");
    private readonly string b = names.Fresh("b");
    private readonly string turn = names.Fresh("turn");
    private readonly string sums = names.Fresh("sums");

    // Sums of full width leave the accelerator one block at a time.
    private int Width => sum.Epilogue.Narrow ? dim * target.MaxBlockLength : dim;

    private int LoadWidth => Math.Min(Width, dim * target.MaxBlockLengthAccumulator);

    private bool IsInPlace => sum.Addends.Any(addend => addend.Matrix.Tensor.Name == sum.C.Tensor.Name);

    /// <summary>Writes the body.</summary>
    /// <param name="text">Takes the lines.</param>
    public void Write(ScheduleText text)
    {
        for (int a = 0; a < Math.Min(sum.Addends.Length, Loads.Length); a++)
        {
            Configure(a, text);
        }

        Epilogue end = sum.Epilogue;
        long stride = sum.C.RowStride * Size(sum.C.Tensor);
        string scale = end.ScaleParameter?.Name ?? Literal(end.ScaleConstant);
        text.Line(end.Narrow ? $"Gemmini.ConfigSt({stride}, {scale}{(end.Relu ? ", Activation.Relu" : "")});" : $"Gemmini.ConfigSt({stride});");
        text.Line("");
        text.Line($"int {turn} = 0;");
        text.Tiles(i, sum.I, dim, () =>
        {
            string rows = text.TileSize(names.Fresh("rows"), i, sum.I, dim);
            text.Tiles(j, sum.J, Width, () => Strip(text, rows, text.TileSize(names.Fresh("columns"), j, sum.J, Width)));
        });
    }

    private void Strip(ScheduleText text, string rows, string columns)
    {
        text.Line($"uint {sums} = Gemmini.Accumulator + (uint)({turn}++ & 1) * {target.AccumulatorRows / 2};");
        for (int a = 0; a < sum.Addends.Length; a++)
        {
            if (a >= Loads.Length)
            {
                Configure(a, text);
            }

            Load(a, text, rows, columns);
        }

        // A strip that is added to itself has been read before it is written, but only a fence says so.
        if (IsInPlace)
        {
            text.Line("Gemmini.Fence();");
        }

        string source = sum.Epilogue.Narrow ? sums : $"{sums} | Gemmini.FullWidth";
        text.Line($"Gemmini.Mvout({Address(sum.C.Tensor.Name, sum.C.Offset, (i, sum.C.RowStride), (j, 1))}, {source}, {columns}, {rows});");
    }

    private void Load(int a, ScheduleText text, string rows, string columns)
    {
        AddendTerm addend = sum.Addends[a];
        string command = Loads[Math.Min(a, Loads.Length - 1)];
        string part = addend.Count == 1 ? "" : names.Fresh("part");
        string flag = a > 0 ? " | Gemmini.Accumulate" : "";
        MatrixOperand matrix = addend.Matrix;
        List<(string, long)> terms = [(j, 1)];
        if (matrix.RowStride != 0)
        {
            terms.Insert(0, (i, matrix.RowStride));
        }

        if (part.Length > 0)
        {
            terms.Add((part, addend.Step));
            flag = a > 0 ? flag : $" | ({part} == 0 ? 0 : Gemmini.Accumulate)";
        }

        void Blocks()
        {
            if (LoadWidth == Width || sum.J <= LoadWidth)
            {
                text.Line($"Gemmini.{command}({Address(matrix.Tensor.Name, matrix.Offset, [.. terms])}, {sums}{flag}, {columns}, {rows});");
                return;
            }

            text.Block($"for (int {b} = 0; {b} < {columns}; {b} += {LoadWidth})", () =>
                text.Line($"Gemmini.{command}({Address(matrix.Tensor.Name, matrix.Offset, [.. terms, (b, 1)])}, ({sums} + (uint){b}){flag}, Math.Min({LoadWidth}, {columns} - {b}), {rows});"));
        }

        if (part.Length == 0)
        {
            Blocks();
        }
        else
        {
            text.Tiles(part, addend.Count, 1, Blocks);
        }
    }

    private void Configure(int a, ScheduleText text)
    {
        AddendTerm addend = sum.Addends[a];
        int bytes = Size(addend.Matrix.Tensor);
        string scale = addend.Coefficient.IsOne ? "" : $", {addend.Coefficient.Text}";
        text.Line($"Gemmini.ConfigLd({Math.Min(a, Loads.Length - 1)}, {addend.Matrix.RowStride * bytes}{scale}{(bytes == 1 ? ", shrunk: true" : "")});");
    }

    private static int Size(KernelParameter tensor) => new DataType(tensor.Scalar).ScalarSize;
}

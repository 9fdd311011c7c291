namespace Autocomp.Isa;

public static partial class CommandTable
{
    private static IEnumerable<Command> PlainCommands() =>
    [
        new("config_ex", "ConfigEx", 0, 0, CommandUnit.Execute,
            [
                new("dataflow", 1, 2, 1, FieldType.Dataflow, null, "what stays in the array: partial sums or weights"),
                Activation(1, 3, 2),
                Integer("aStride", 1, 16, 16, "local rows between successive rows of A", "1"),
                Integer("cStride", 2, 48, 16, "local rows between successive rows of the result; other than 1 only in weight-stationary dataflow", "1"),
                Flag("transposeA", 1, 8, "use A transposed; together with transposeB only in output-stationary dataflow"),
                Flag("transposeB", 1, 9, "use B transposed; in output-stationary dataflow only together with transposeA"),
                Scale("accumulatorScale", 1, "scale of operands that a compute reads from the accumulator"),
                Integer("inShift", 2, 0, 32, "rounding right shift of output-stationary results that go to the scratchpad", "0"),
            ],
            "Sets dataflow, activation, transposes and row strides of the following preloads and computes; drains the array.",
            Both, FixedMask: 0x83, FixedBits: 0x00),

        new("config_ex.strides", "ConfigExStrides", 0, 0, CommandUnit.Execute,
            [
                Integer("aStride", 1, 16, 16, "local rows between successive rows of A"),
                Integer("cStride", 2, 48, 16, "local rows between successive rows of the result"),
            ],
            "Sets only the row strides of A and of the result and keeps everything else of config_ex.",
            Both, FixedMask: 0x83, FixedBits: 0x80),

        new("config_ld", "ConfigLd", 0, 1, CommandUnit.Load,
            [
                Integer("state", 1, 3, 2, "which mvin it configures: 0 mvin, 1 mvin2, 2 mvin3"),
                Integer("stride", 2, 0, 64, "bytes between successive rows in main memory; 0 repeats one row"),
                Scale("scale", 1, "multiplies loaded elements (rounded to nearest even and saturated); other than 1 costs 4 cycles a row on int8; int32 rows are not scaled"),
                new("blockStride", 1, 16, 16, FieldType.Integer, "0",
                    "local rows between the blocks of an mvin wider than DIM columns; 0 stands for DIM", ZeroMeansDim: true),
                Flag("shrunk", 1, 2, "rows that go to the accumulator are element-sized in main memory (int8), not accumulator-sized (int32)"),
                Integer("pixelRepeats", 1, 8, 8, "copies of each row, each one local row lower and shifted right by the row's columns (first convolution layers)", "1"),
            ],
            "Configures one of the three mvin commands.",
            Both, FixedMask: 0x3, FixedBits: 0x1),

        new("config_st", "ConfigSt", 0, 2, CommandUnit.Store,
            [
                Integer("stride", 2, 0, 32, "bytes between successive rows in main memory"),
                new("scale", 2, 32, 32, FieldType.Float, "1f", "multiplies accumulator values on the way to elements (rounded to nearest even and saturated)"),
                Activation(1, 2, 2),
                Integer("poolStride", 1, 4, 2, "stride of max pooling; 0 turns pooling off", "0"),
                Integer("poolSize", 1, 6, 2, "height and width of the pooling window", "0"),
                Integer("upperPadding", 1, 8, 2, "padding rows above the image", "0"),
                Integer("leftPadding", 1, 10, 2, "padding columns left of the image", "0"),
                Integer("poolOutDim", 1, 24, 8, "pooled pixels of one row in main memory", "0"),
                Integer("poolOutRows", 1, 32, 8, "pooled rows that one mvout writes", "0"),
                Integer("poolOutCols", 1, 40, 8, "pooled columns that one mvout writes", "0"),
                Integer("outRows", 1, 48, 8, "rows of the image in the local memory", "0"),
                Integer("outCols", 1, 56, 8, "columns of the image in the local memory", "0"),
            ],
            "Configures mvout: stride, scale, activation and max pooling.",
            Both, FixedMask: 0x3, FixedBits: 0x2),

        new("config_norm", "ConfigNorm", 0, 3, CommandUnit.Store,
            [
                Integer("qConst", 1, 32, 32, "integer constant ln2 or its inverse, by qConstType"),
                Integer("qb", 2, 0, 32, "polynomial constant b"),
                Integer("qc", 2, 32, 32, "polynomial constant c"),
                Flag("qConstType", 1, 18, "false: qConst is ln2; true: it is the inverse"),
                Flag("setStatsIdOnly", 1, 17, "set statId and nothing else"),
                Flag("activationMsb", 1, 16, "third bit of the activation of config_st (softmax)"),
                Integer("statId", 1, 8, 8, "which set of running statistics the following mvouts use", "0"),
            ],
            "Sets the integer constants of layer normalisation, softmax and iGELU; only on targets with normalisation hardware.",
            Both, FixedMask: 0x3, FixedBits: 0x3),

        Mvin("mvin", "Mvin", 2, 0),
        Mvin("mvin2", "Mvin2", 1, 1),
        Mvin("mvin3", "Mvin3", 14, 2),

        new("mvout", "Mvout", 3, null, CommandUnit.Store,
            [
                Pointer("destination", 1, "where row 0 goes in main memory"),
                Local("local", 2, "first local row; accumulator rows are activated, scaled and saturated to elements, or stored as they are with the FullWidth bit"),
                Integer("cols", 2, 32, 16, "columns: at most 4*DIM from the scratchpad or narrow from the accumulator, DIM with FullWidth or pooling"),
                Integer("rows", 2, 48, 16, "rows, 1..DIM; ignored when pooling"),
            ],
            "Moves rows from the scratchpad or the accumulator to main memory; block b of DIM columns comes from local row local + b*DIM.",
            Both),

        new("preload", "Preload", 6, null, CommandUnit.Execute,
            [
                Local("weights", 1, "weight-stationary: B; output-stationary: D, the initial sums; Garbage loads zeros, or keeps the weights when compute.accumulated follows"),
                Local("result", 2, "where the next compute's result goes (with Accumulate: is added to); Garbage discards it"),
                Integer("weightsCols", 1, 32, 16, "columns of the weights, 0..DIM; missing ones are zero"),
                Integer("weightsRows", 1, 48, 16, "rows of the weights, 0..DIM; missing ones are zero"),
                Integer("resultCols", 2, 32, 16, "columns of the result to write, 0..DIM"),
                Integer("resultRows", 2, 48, 16, "rows of the result to write, 0..DIM"),
            ],
            "Loads the array's stationary operand and says where the next compute's result goes; a compute must follow.",
            Both),

        Compute("compute.preloaded", "ComputePreloaded", 4,
            "Multiplies with the operand of the last preload: result = A*B + D."),
        Compute("compute.accumulated", "ComputeAccumulated", 5,
            "Multiplies with what is in the array already: weight-stationary reuses the weights, output-stationary goes on adding to the sums."),

        new("flush", "Flush", 7, null, CommandUnit.FrontEnd,
            [Flag("skip", 1, 0, "skip the translation that failed instead of retrying it")],
            "Flushes the accelerator's address translations; orders nothing and waits for nothing.",
            Both),

        new("counter", "Counter", 126, null, CommandUnit.FrontEnd,
            [
                Integer("index", 1, 4, 3, "the counter, 0..7", "0"),
                Integer("eventCode", 1, 12, 6, "the event that configure assigns", "0"),
                Flag("configure", 1, 3, "assign eventCode to the counter and clear it"),
                Flag("external", 1, 31, "eventCode is one of the external (accumulating) events"),
                Flag("reset", 1, 0, "clear all counters"),
                Flag("snapshotReset", 1, 1, "end the snapshot"),
                Flag("takeSnapshot", 1, 2, "freeze the values that reads return"),
            ],
            "Reads or controls a performance counter; acts when the front end sees it, not when older commands finish.",
            Both, HasResult: true),
    ];

    private static Command Mvin(string name, string intrinsic, int funct7, int state) => new(
        name, intrinsic, funct7, null, CommandUnit.Load,
        [
            Pointer("source", 1, "row 0 in main memory; null writes zeros"),
            Local("local", 2, "first local row; with Accumulator the elements are accumulator-sized unless shrunk, with Accumulate they are added"),
            Integer("cols", 2, 32, 16, "columns, at most 4*DIM (int32 accumulator rows: DIM)"),
            Integer("rows", 2, 48, 16, "rows, 1..DIM"),
        ],
        $"Moves rows from main memory to the scratchpad or the accumulator, as config_ld of state {state} says; block b of DIM columns goes to local row local + b*blockStride.",
        Both);

    private static Command Compute(string name, string intrinsic, int funct7, string summary) => new(
        name, intrinsic, funct7, null, CommandUnit.Execute,
        [
            Local("a", 1, "A in the scratchpad"),
            Local("d", 2, "weight-stationary: D, the bias; output-stationary: B; Garbage stands for zeros"),
            Integer("aCols", 1, 32, 16, "columns of A, 0..DIM"),
            Integer("aRows", 1, 48, 16, "rows of A, 0..DIM"),
            Integer("dCols", 2, 32, 16, "columns of the second operand, 0..DIM"),
            Integer("dRows", 2, 48, 16, "rows of the second operand, 0..DIM"),
        ],
        summary,
        Both);
}

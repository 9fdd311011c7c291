using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using static Autocomp.Backend.Lift.EpilogueValue;

namespace Autocomp.Backend.Lift;

/// <summary>Reads what is done to a sum before it is stored, in any of the common spellings, as what the accelerator does on its way out.</summary>
/// <param name="isSum">Whether an expression is the sum.</param>
/// <param name="accesses">Indices of a bias that is added last.</param>
/// <param name="largestSum">The largest magnitude that a sum can have.</param>
/// <param name="log">Takes the remark.</param>
/// <param name="readsShifts">Whether shifts are read; false looks for sums only.</param>
internal sealed class EpilogueReader(Func<Expression, bool> isSum, AffineAccess accesses, Int128 largestSum, LiftLog log, bool readsShifts = true)
{
    private const double LargestScale = 2147483648.0;

    // Sums of larger magnitude lose bits on their way through float, which shows unless they saturate.
    private const long LargestExactSum = 1 << 24;
    private const int LargestSaturatingShift = 16;

    private static readonly EpilogueValue Sum = new(Step.Sum);

    private readonly Dictionary<Expression, EpilogueValue?> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Reads an expression, or gives null with a remark. One expression object always gives one value object.</summary>
    /// <param name="expression">The expression.</param>
    public EpilogueValue? Read(Expression expression)
    {
        if (!known.TryGetValue(expression, out EpilogueValue? value))
        {
            value = isSum(expression) ? Sum : ReadOperation(expression);
            known.Add(expression, value);
        }

        return value;
    }

    private EpilogueValue? ReadOperation(Expression expression)
    {
        if (readsShifts && expression is Expression.Binary or Expression.Conditional)
        {
            EpilogueReader plain = new(isSum, accesses, largestSum, new LiftLog(), readsShifts: false);
            (EpilogueValue? shifted, int shift, string? difference) = RoundingShift.Read(expression, part => plain.Read(part) is { Stage: Step.Sum } sum ? sum : null, largestSum);
            if (shifted is not null)
            {
                return shifted with { Stage = Step.Rounded, ScaleConstant = 1f / (1L << shift) };
            }

            if (difference is not null)
            {
                return Refuse(difference, expression);
            }
        }

        return ReadNode(expression);
    }

    private EpilogueValue? ReadNode(Expression expression) => expression switch
    {
        Expression.Convert convert => ReadConvert(convert),
        Expression.Binary binary => ReadBinary(binary),
        Expression.Call call => ReadCall(call),
        Expression.Conditional conditional => ReadConditional(conditional),
        _ => Refuse("the stored value is not a function of the sum that the accelerator has", expression),
    };

    private EpilogueValue? Refuse(string remark, Expression expression) => log.Refuse<EpilogueValue>(remark, expression.Span);

    private EpilogueValue? ReadConvert(Expression.Convert convert)
    {
        if (Read(convert.Operand) is not { } value)
        {
            return null;
        }

        DataType from = convert.Operand.Type, to = convert.Type;
        if (to.Scalar == ScalarType.Float64 || from.Scalar == ScalarType.Float64)
        {
            return Refuse("the sum is scaled in double precision; the accelerator scales in float", convert);
        }

        if (from.IsFloat && !to.IsFloat && value.Stage == Step.Scaled)
        {
            return Refuse("the scaled sum is truncated; the accelerator rounds to nearest even (MathF.Round)", convert);
        }

        if (from.IsFloat && !to.IsFloat && value.Stage == Step.Sum)
        {
            return Refuse("the sum goes through float and back unscaled", convert);
        }

        if (to.Scalar is ScalarType.Float32 && value.Stage != Step.Sum && !from.IsFloat)
        {
            return Refuse("the rounded value is converted to float again", convert);
        }

        Interval? range = to.IsFloat ? null : Interval.Of(to);
        bool saturates = from.IsFloat && !convert.IsChecked && to.ScalarSize >= 4;
        if (range is { } all && !saturates && (from.IsFloat || from.ScalarSize > to.ScalarSize) && (value.Low < (double)all.Low || value.High > (double)all.High))
        {
            return Refuse($"the result is cut to {8 * to.ScalarSize} bits, not saturated (Math.Clamp or Quantize.SaturateToInt8)", convert);
        }

        return to.Scalar is ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Float32
            ? value
            : Refuse("the stored value is not a function of the sum that the accelerator has", convert);
    }

    private EpilogueValue? ReadBinary(Expression.Binary binary)
    {
        if (binary.Operator == BinaryOperator.Add && binary.Type.Scalar == ScalarType.Int32)
        {
            (Expression sum, Expression added) = BiasOf(binary.Right) is not null ? (binary.Left, binary.Right) : (binary.Right, binary.Left);
            if (BiasOf(added) is { } bias && !binary.IsChecked && Read(sum) is { Stage: Step.Sum, Relu: false, Bias: null } start)
            {
                return start with { Bias = bias };
            }

            return Refuse(binary.IsChecked ? "adding the bias is checked for overflow" : "what is added to the sum is not a bias row", binary);
        }

        if (binary.Operator == BinaryOperator.Multiply && binary.Type.Scalar == ScalarType.Float32)
        {
            bool scaleIsRight = IsScale(binary.Right);
            Expression scale = scaleIsRight ? binary.Right : binary.Left;
            return Read(scaleIsRight ? binary.Left : binary.Right) is { } value ? Scale(value, scale) : null;
        }

        if (binary is { Operator: BinaryOperator.Divide, Type.Scalar: ScalarType.Float32, Right: Expression.Constant divisor } && Inverse(divisor) is { } inverse)
        {
            return Read(binary.Left) is { } value ? Scale(value, inverse) : null;
        }

        return Refuse(
            binary.Type.Scalar == ScalarType.Float64
                ? "the sum is scaled in double precision; the accelerator scales in float"
                : "the stored value is not a function of the sum that the accelerator has",
            binary);
    }

    private Access? BiasOf(Expression expression) => expression is Expression.ReadElement or Expression.ReadPointer && expression.Type.Scalar == ScalarType.Int32 && !isSum(expression)
        ? accesses.Of(expression, expression.Span)
        : null;

    private static bool IsScale(Expression expression) =>
        expression is Expression.Constant or Expression.ReadParameter { Parameter.Kind: ParameterKind.Scalar };

    /// <summary>A factor that does what dividing by a power of two does.</summary>
    private static Expression.Constant? Inverse(Expression.Constant divisor)
    {
        float value = BitConverter.Int32BitsToSingle((int)divisor.Bits);
        return float.IsPow2(value) && float.IsNormal(1 / value) ? divisor with { Bits = BitConverter.SingleToInt32Bits(1 / value) } : null;
    }

    private EpilogueValue? Scale(EpilogueValue value, Expression scale)
    {
        if (value.Stage != Step.Sum)
        {
            return Refuse("the sum is scaled twice", scale);
        }

        switch (scale)
        {
            case Expression.Constant constant when BitConverter.Int32BitsToSingle((int)constant.Bits) is var factor:
                return factor is >= 0 and <= (float)LargestScale
                    ? value with { Stage = Step.Scaled, ScaleConstant = factor }
                    : Refuse($"the scale {factor} is not in 0..2^31", scale);
            case Expression.ReadParameter { Parameter: { Kind: ParameterKind.Scalar } parameter, Type.Scalar: ScalarType.Float32 }:
                return parameter.Range is { Low: >= 0, High: <= LargestScale }
                    ? value with { Stage = Step.Scaled, ScaleParameter = parameter }
                    : Refuse($"'{parameter.Name}' is not known to be finite and not negative; declare it with [ValueRange(0, 1)] or the range that it has, within 0..2^31", scale);
            default:
                return Refuse("the scale is neither a constant nor a parameter", scale);
        }
    }

    private EpilogueValue? ReadCall(Expression.Call call)
    {
        if (call.Function is MathFunction.Max or MathFunction.Min)
        {
            bool constantLeft = ConstantOf(call.Arguments[0]) is not null;
            double? limit = ConstantOf(call.Arguments[constantLeft ? 0 : 1]);
            if (limit is not { } bound)
            {
                return Refuse("the result is compared with something that is not constant", call);
            }

            return Read(call.Arguments[constantLeft ? 1 : 0]) is { } value
                ? Limit(value, call.Function == MathFunction.Max ? bound : double.NegativeInfinity, call.Function == MathFunction.Min ? bound : double.PositiveInfinity, call)
                : null;
        }

        if (Read(call.Arguments[0]) is not { } operand)
        {
            return null;
        }

        switch (call.Function)
        {
            case MathFunction.Clamp when ConstantOf(call.Arguments[1]) is { } low && ConstantOf(call.Arguments[2]) is { } high && low <= high:
                return Limit(operand, low, high, call);
            case MathFunction.RoundToEven when operand.Stage == Step.Scaled:
                return operand with { Stage = Step.Rounded };
            case MathFunction.ScaleToInt8 when operand.Stage == Step.Sum:
                return Scale(operand, call.Arguments[1]) is { } scaled ? (scaled with { Stage = Step.Rounded }).Clamp(sbyte.MinValue, sbyte.MaxValue) : null;
            case MathFunction.SaturateToInt8:
                return Limit(operand, sbyte.MinValue, sbyte.MaxValue, call);
            case MathFunction.RoundingShiftRight when operand.Stage == Step.Sum && call.Arguments[1] is Expression.Constant { Bits: >= 0 and < 32 } shift:
                return shift.Bits <= LargestSaturatingShift || largestSum <= LargestExactSum
                    ? operand with { Stage = Step.Rounded, ScaleConstant = 1f / (1L << (int)shift.Bits) }
                    : Refuse($"a shift by {shift.Bits} of sums above 2^24 is not exact in float, in which the accelerator scales", call);
            default:
                return Refuse("the stored value is not a function of the sum that the accelerator has", call);
        }
    }

    /// <summary>Limits a value. Zero as lower limit of a sum is ReLU before scaling; any other limit of a sum makes it a rounded one of scale 1.</summary>
    private EpilogueValue? Limit(EpilogueValue value, double low, double high, Expression expression)
    {
        if (value.Stage == Step.Sum && low == 0 && double.IsPositiveInfinity(high))
        {
            return value with { Relu = true };
        }

        if ((double.IsFinite(low) && low != Math.Floor(low)) || (double.IsFinite(high) && high != Math.Floor(high)))
        {
            return Refuse("the result is limited by a number that is not whole", expression);
        }

        if (value.Stage == Step.Sum && expression.Type.IsFloat)
        {
            return Refuse("the sum is limited before it is scaled", expression);
        }

        EpilogueValue limited = value.Stage == Step.Sum ? value with { Stage = Step.Rounded } : value;
        return limited.Clamp(low, high);
    }

    /// <summary><c>v &lt; c ? c : v</c> and its mirror images; also <c>sum &lt; 0 ? 0 : f(sum)</c>.</summary>
    private EpilogueValue? ReadConditional(Expression.Conditional conditional)
    {
        if (conditional.Condition is not Expression.Binary { Operator: >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual } test)
        {
            return Refuse("a condition that is not a limit of the result", conditional);
        }

        bool mirrored = ConstantOf(test.Left) is not null;
        Expression tested = mirrored ? test.Right : test.Left;
        bool less = test.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual != mirrored;
        bool constantWhenTrue = ConstantOf(conditional.WhenTrue) is not null;
        Expression kept = constantWhenTrue ? conditional.WhenFalse : conditional.WhenTrue;
        double? bound = ConstantOf(mirrored ? test.Left : test.Right), limit = ConstantOf(constantWhenTrue ? conditional.WhenTrue : conditional.WhenFalse);
        if (bound is null || bound != limit || Read(tested) is not { } condition || Read(kept) is not { } value)
        {
            return Refuse("a condition that is not a limit of the result", conditional);
        }

        bool raises = less == constantWhenTrue;
        if (condition == value)
        {
            return Limit(value, raises ? bound.Value : double.NegativeInfinity, raises ? double.PositiveInfinity : bound.Value, conditional);
        }

        return raises && bound == 0 && condition == new EpilogueValue(Step.Sum) { Bias = value.Bias }
            ? value with { Relu = true }
            : Refuse("a condition that is not a limit of the result", conditional);
    }

    private static double? ConstantOf(Expression expression) => expression switch
    {
        Expression.Constant { Type.Scalar: ScalarType.Float32 } constant => BitConverter.Int32BitsToSingle((int)constant.Bits),
        Expression.Constant { Type: { IsFloat: false, IsPointer: false } } constant => constant.Bits,
        Expression.Convert { Operand: var operand } => ConstantOf(operand),
        _ => null,
    };
}

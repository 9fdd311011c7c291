using System.Collections.Immutable;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Lift;

/// <summary>Recognises the largest element of each window as max pooling.</summary>
internal static class MaxPoolMatcher
{
    // Fields of two bits, and image sizes of eight, in config_st.
    private const int LargestWindow = 3;
    private const int LargestRow = 255;

    /// <summary>The pooling, or null with a remark.</summary>
    /// <param name="reader">The writes and their indices.</param>
    /// <param name="target">The machine.</param>
    /// <param name="log">Takes the remark.</param>
    public static TensorOperation.MaxPool? Match(NestReader reader, TargetDescription target, LiftLog log)
    {
        if (new AccumulationFinder(reader, log, largest: true).Find() is not { } windows)
        {
            return null;
        }

        log.Close();
        SourceSpan? span = windows.Update.Span;
        ImmutableArray<Guard> guards = Guard.All(windows.Update.Guards);
        Access stored = reader.Result(windows.Store);
        Access y = stored with { Index = Accumulation.Translate(stored.Index, windows.StoreLoops) };
        Expression element = AccumulationFinder.Narrow(windows.Added);
        if (target.Element != ElementType.Int8 || element.Type.Scalar != ScalarType.Int8 || y.Tensor.Scalar != ScalarType.Int8 || element is not (Expression.ReadElement or Expression.ReadPointer))
        {
            return log.Refuse<TensorOperation.MaxPool>("the accelerator pools elements of type sbyte", span);
        }

        if (windows.Store != windows.Update && !windows.IsSum(AccumulationFinder.Narrow(windows.Store.Value)))
        {
            return log.Refuse<TensorOperation.MaxPool>("the largest element is not stored as it is", windows.Store.Span);
        }

        if (reader.Accesses.Of(element, span, guards) is not { } x)
        {
            return null;
        }

        if (x.Tensor.Name == y.Tensor.Name || (x.Tensor.MayAlias && y.Tensor.MayAlias) || !LoopMatch.IsInjective(y.Index, windows.Elements))
        {
            return log.Refuse<TensorOperation.MaxPool>($"'{y.Tensor.Name}' is read and written, or written more than once", span);
        }

        if (reader.Scope.Around.FirstOrDefault(loop => x.Index[loop] != 0 || y.Index[loop] != 0) is { } around)
        {
            return log.Refuse<TensorOperation.MaxPool>($"the loop over '{around.Name}' stands around more than the pooling", span);
        }

        if (windows.Start.Value is not Expression.Constant { Bits: 0 or <= sbyte.MinValue, Type.IsFloat: false } start)
        {
            return log.Refuse<TensorOperation.MaxPool>("the largest element is sought from something that is neither 0 nor the smallest sbyte", windows.Start.Span);
        }

        return Shape(windows, x, y, guards, start.Bits, log);
    }

    private static TensorOperation.MaxPool? Shape(Accumulation windows, Access x, Access y, ImmutableArray<Guard> guards, long start, LiftLog log)
    {
        SourceSpan? span = windows.Update.Span;
        ConvolutionLoop LoopOf(Loop loop) => new(loop.Count, loop.Name, x.Index[loop], 0, y.Index[loop], 0, [.. guards.Select(guard => guard.Form[loop])]);
        List<ConvolutionLoop> elements = ConvolutionLoop.Join(windows.Elements.Select(LoopOf), 0), taps = [.. windows.Terms.Select(LoopOf)];
        ConvolutionLoop? channel = elements.Find(loop => loop is { X: 1, Y: 1, IsGuarded: false });
        List<ConvolutionLoop> spatial = [.. elements.Where(loop => loop != channel)];
        (Int128, Int128)[] limits = [.. guards.Select(guard => (guard.Low, guard.High))];
        if (taps.Count > 2 || spatial.Count > 3 || spatial.Any(loop => loop.Y <= 0) || ConvolutionDirections.Find(taps, spatial, limits) is not { } found)
        {
            return log.Refuse<TensorOperation.MaxPool>("the loops do not move through the input as windows over rows and columns of neighbouring channels", span);
        }

        (ConvolutionAxis vertical, ConvolutionAxis horizontal) = (found.Vertical.Axis, found.Horizontal.Axis);
        string? uneven = vertical.Taps != horizontal.Taps || vertical.Stride != horizontal.Stride ? "windows that are not square" : null;
        if ((Misfit(vertical) ?? Misfit(horizontal) ?? uneven) is { } misfit)
        {
            return log.Refuse<TensorOperation.MaxPool>($"{misfit}: the accelerator pools square windows of at most {LargestWindow}, by strides of at most {LargestWindow}", span);
        }

        // A window without a single element keeps what it started from.
        if (start < sbyte.MinValue && (HasEmptyWindow(vertical) || HasEmptyWindow(horizontal)))
        {
            return log.Refuse<TensorOperation.MaxPool>("a window lies outside the image", span);
        }

        return new(
            checked((int)(found.Image?.Count ?? 1)),
            checked((int)(channel?.Count ?? 1)),
            vertical,
            horizontal,
            new(x.Tensor, x.Index.Constant + found.Vertical.Start + found.Horizontal.Start, found.Image?.X ?? 0, found.Vertical.Unit, found.Horizontal.Unit),
            new(y.Tensor, y.Index.Constant, found.Image?.Y ?? 0, found.Vertical.Output?.Y ?? 0, found.Horizontal.Output?.Y ?? 0),
            start == 0);
    }

    private static string? Misfit(ConvolutionAxis axis) =>
        axis.Taps > LargestWindow ? $"windows of {axis.Taps}" : axis.Stride > LargestWindow ? $"windows {axis.Stride} apart" : axis.Dilation != 1 ? "windows with gaps" : axis.Outputs > LargestRow ? "too many windows in a row" : null;

    private static bool HasEmptyWindow(ConvolutionAxis axis) => axis.Padding >= axis.Taps || (axis.Outputs - 1) * axis.Stride - axis.Padding >= axis.Inputs;
}

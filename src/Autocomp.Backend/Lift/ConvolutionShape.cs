using System.Collections.Immutable;

namespace Autocomp.Backend.Lift;

/// <summary>Finds rows, columns, channels and kernel positions of a convolution from the strides with which its loops move through memory.</summary>
/// <param name="sums">The accumulation.</param>
/// <param name="x">The factor that is the input.</param>
/// <param name="w">The factor that is the weights.</param>
/// <param name="result">The result.</param>
/// <param name="bias">The bias, or null.</param>
/// <param name="guards">Conditions under which a product is added.</param>
/// <param name="log">Takes the remark.</param>
internal sealed class ConvolutionShape(Accumulation sums, Access x, Access w, Access result, Access? bias, ImmutableArray<Guard> guards, LiftLog log)
{
    private const int MostTaps = 2;

    private long inputStart = x.Index.Constant;
    private long weightStart = w.Index.Constant;
    private (Int128 Low, Int128 High)[] limits = [.. guards.Select(guard => (guard.Low, guard.High))];

    /// <summary>The convolution, or null with a remark.</summary>
    /// <param name="epilogue">What happens to its sums.</param>
    public TensorOperation.Convolution? Build(Epilogue epilogue)
    {
        List<ConvolutionLoop> elements = ConvolutionLoop.Join(sums.Elements.Select(LoopOf), 0);
        List<ConvolutionLoop> spatial = elements.FindAll(loop => loop.W == 0 && (loop.X != 0 || loop.IsGuarded));
        List<ConvolutionLoop> outputs = elements.FindAll(loop => loop.W != 0 && loop.X == 0), both = elements.FindAll(loop => loop.W != 0 && loop.X != 0);
        if (elements.Find(loop => loop is { X: 0, W: 0, IsGuarded: false }) is { } neither)
        {
            return Refuse($"the loop over '{neither.Name}' moves through neither factor");
        }

        if (both.Count + outputs.Count > 1)
        {
            return Refuse(both.Count > 0 ? "channels in groups: the array knows one group, or one for each channel" : $"output channels run over more than one dimension of '{w.Tensor.Name}'");
        }

        ConvolutionLoop? depthwise = both.SingleOrDefault(), output = outputs.SingleOrDefault() ?? depthwise;
        List<ConvolutionLoop>? taps = Terms(depthwise is not null, out ConvolutionLoop? channel);
        if (taps is null || !ChannelsAreNeighbours(depthwise, output))
        {
            return null;
        }

        if (taps.Count == 0 && spatial.Count <= 1 && depthwise is null)
        {
            return Refuse("a matrix product, not a convolution");
        }

        if (spatial.Count > 3)
        {
            return Refuse($"pixels run over {spatial.Count} dimensions; a convolution has images, rows and columns");
        }

        if (ConvolutionDirections.Find(taps, spatial, limits) is not { } found)
        {
            return Refuse("the loops over pixels and kernel positions do not move through the input as those of a convolution");
        }

        // Without channels and windows it would be a product whose rows are spread out: nothing that the array does well.
        return channel is null && depthwise is null && !found.Vertical.IsWindow && !found.Horizontal.IsWindow
            ? Refuse($"neighbouring factors of a sum are not neighbours in '{x.Tensor.Name}'")
            : Assemble(found, channel, output, depthwise is not null, epilogue);
    }

    private TensorOperation.Convolution? Refuse(string remark) => log.Refuse<TensorOperation.Convolution>(remark, sums.Update.Span);

    private ConvolutionLoop LoopOf(Loop loop) => new(
        loop.Count, loop.Name, x.Index[loop], w.Index[loop], result.Index[loop], bias?.Index[loop] ?? 0, [.. guards.Select(guard => guard.Form[loop])]);

    /// <summary>Loops over kernel positions, and the one over input channels.</summary>
    private List<ConvolutionLoop>? Terms(bool isDepthwise, out ConvolutionLoop? channel)
    {
        List<ConvolutionLoop> terms = ConvolutionLoop.Join(sums.Terms.Select(loop => Forwards(LoopOf(loop))), isDepthwise ? MostTaps : MostTaps + 1);
        channel = isDepthwise ? null : terms.Find(loop => loop is { X: 1, IsGuarded: false });
        if (terms.Find(loop => loop is { X: 0, IsGuarded: false }) is { } still)
        {
            Refuse(still.W == 0 ? $"the loop over '{still.Name}' adds the same products again" : $"the loop over '{still.Name}' does not move through '{x.Tensor.Name}'");
            return null;
        }

        if (channel is not null)
        {
            terms.Remove(channel);
        }

        if (terms.Count <= MostTaps)
        {
            return terms;
        }

        Refuse(channel is null && terms.Count == MostTaps + 1
            ? $"neighbouring input channels of '{x.Tensor.Name}' are not neighbours in memory"
            : $"the sum runs over {terms.Count + (channel is null ? 0 : 1)} dimensions; that of a convolution has two of kernel positions and one of channels");
        return null;
    }

    /// <summary>A loop that reads backwards, run the other way round: a sum has no order.</summary>
    private ConvolutionLoop Forwards(ConvolutionLoop loop)
    {
        if (loop.X >= 0)
        {
            return loop;
        }

        inputStart += loop.X * (loop.Count - 1);
        weightStart += loop.W * (loop.Count - 1);
        limits = [.. limits.Select((limit, index) => (limit.Low - loop.Guards[index] * (loop.Count - 1), limit.High - loop.Guards[index] * (loop.Count - 1)))];
        return loop with { X = -loop.X, W = -loop.W, Guards = [.. loop.Guards.Select(step => -step)] };
    }

    private bool ChannelsAreNeighbours(ConvolutionLoop? depthwise, ConvolutionLoop? output)
    {
        string? apart = output is not null && output.Y != 1 ? $"neighbouring output channels of '{result.Tensor.Name}'"
            : depthwise is not null && depthwise.X != 1 ? $"neighbouring channels of '{x.Tensor.Name}'"
            : depthwise is not null && depthwise.W != 1 ? $"neighbouring channels of '{w.Tensor.Name}'"
            : null;
        if (apart is not null)
        {
            Refuse($"{apart} are not neighbours in memory");
        }
        else if (depthwise is { IsGuarded: true })
        {
            Refuse("a condition on channels decides what is added");
        }

        return log.Remark is null;
    }

    private TensorOperation.Convolution? Assemble(ConvolutionDirections found, ConvolutionLoop? channel, ConvolutionLoop? output, bool isDepthwise, Epilogue epilogue)
    {
        (ConvolutionLoop? image, ConvolutionDirection vertical, ConvolutionDirection horizontal) = found;
        ConvolutionLoop?[] pixels = [image, vertical.Output, horizontal.Output];
        if (bias is not null && (bias.Index.Constant != 0 || output?.Bias is not (null or 1) || pixels.Any(loop => loop is not null && loop.Bias != 0)))
        {
            return Refuse($"'{bias.Tensor.Name}' is not added as one row to all pixels");
        }

        if (pixels.Any(loop => loop?.Y < 0) || channel?.W < 0 || output?.W < 0)
        {
            return Refuse($"'{(pixels.Any(loop => loop?.Y < 0) ? result : w).Tensor.Name}' is read or written backwards");
        }

        long inputs = channel?.Count ?? 1, outputs = output?.Count ?? 1;
        bool sideways = !isDepthwise && outputs > 1 && output!.W != 1;
        if (sideways && inputs > 1 && channel!.W != 1)
        {
            return Refuse($"neither neighbouring input channels nor neighbouring output channels of '{w.Tensor.Name}' are neighbours in memory");
        }

        long channelStride = isDepthwise ? 1 : sideways ? output!.W : inputs == 1 ? outputs : channel!.W;
        return new(
            checked((int)(image?.Count ?? 1)),
            checked((int)(isDepthwise ? outputs : inputs)),
            checked((int)outputs),
            vertical.Axis,
            horizontal.Axis,
            new(x.Tensor, inputStart + vertical.Start + horizontal.Start, image?.X ?? 0, vertical.Unit, horizontal.Unit),
            new(w.Tensor, weightStart, vertical.Tap?.W ?? 0, horizontal.Tap?.W ?? 0, channelStride, sideways),
            bias?.Tensor,
            new(result.Tensor, result.Index.Constant, image?.Y ?? 0, vertical.Output?.Y ?? 0, horizontal.Output?.Y ?? 0),
            isDepthwise,
            epilogue);
    }
}

using System.Collections.Immutable;
using Autocomp.Isa;

namespace Autocomp.Backend.Lift;

/// <summary>Recognises an accumulation of products as a convolution.</summary>
internal static class ConvolutionMatcher
{
    /// <summary>The convolution, or null with a remark.</summary>
    /// <param name="reader">The writes and their indices.</param>
    /// <param name="target">The machine.</param>
    /// <param name="log">Takes the remark.</param>
    public static TensorOperation.Convolution? Match(NestReader reader, TargetDescription target, LiftLog log)
    {
        if (new AccumulationFinder(reader, log).Find() is not { } sums)
        {
            return null;
        }

        if (sums.Update.Guards.Length > 0)
        {
            log.Close();
        }

        List<Guard> guards = [];
        return new MatrixProductMatcher(reader, target, log, guards).Match(sums, (first, second, result, bias, end) =>
        {
            ImmutableArray<Guard> conditions = Guard.All(guards);
            Access[] accesses = bias is null ? [first, second, result] : [first, second, result, bias];
            if (reader.Scope.Around.FirstOrDefault(loop => accesses.Any(access => access.Index[loop] != 0)) is { } around)
            {
                return log.Refuse<TensorOperation.Convolution>($"the loop over '{around.Name}' stands around more than the convolution", sums.Update.Span);
            }

            if (conditions.Any(guard => guard.IsNever))
            {
                return log.Refuse<TensorOperation.Convolution>("the conditions never hold together", sums.Update.Span);
            }

            return Shape(sums, first, second, result, bias, conditions, log, end);
        });
    }

    /// <summary>Either factor can be the input; the remark is that of the likelier one, which more loops over pixels move through.</summary>
    private static TensorOperation.Convolution? Shape(
        Accumulation sums, Access first, Access second, Access result, Access? bias, ImmutableArray<Guard> guards, LiftLog log, Epilogue end)
    {
        if (guards.Length > 0 || sums.Terms.Count(loop => first.Index[loop] != 0 && second.Index[loop] != 0) > 1)
        {
            log.Close();
        }

        (Access x, Access w) = Pixels(sums, first, second, guards) >= Pixels(sums, second, first, guards) ? (first, second) : (second, first);
        LiftLog likely = new();
        TensorOperation.Convolution? found = new ConvolutionShape(sums, x, w, result, bias, guards, likely).Build(end)
            ?? new ConvolutionShape(sums, w, x, result, bias, guards, new()).Build(end);
        return found ?? log.Refuse<TensorOperation.Convolution>(likely.Remark!, likely.Span);
    }

    private static int Pixels(Accumulation sums, Access input, Access weights, ImmutableArray<Guard> guards) =>
        sums.Elements.Count(loop => weights.Index[loop] == 0 && (input.Index[loop] != 0 || guards.Any(guard => guard.Form[loop] != 0)));
}

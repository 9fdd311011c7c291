using System.Collections.Immutable;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Lift;

/// <summary>Tries on some statements everything that lift knows.</summary>
/// <param name="target">The machine.</param>
internal sealed class NestRecognizer(TargetDescription target)
{
    // In order of preference: what the proposer knows best comes first.
    private static readonly ImmutableArray<Func<NestReader, TargetDescription, LiftLog, TensorOperation?>> Kinds =
    [
        MatchProduct,
        ConvolutionMatcher.Match,
        MaxPoolMatcher.Match,
        MatchSum,
    ];

    /// <summary>Looks at statements as one operation.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="scope">What stands around them.</param>
    /// <param name="log">Takes the remark.</param>
    public TensorOperation? Recognize(Statement statements, LiftScope scope, LiftLog log)
    {
        List<LiftLog> refusals = [];
        foreach (Func<NestReader, TargetDescription, LiftLog, TensorOperation?> kind in Kinds)
        {
            // Readers remember what they refused, so each kind gets its own.
            LiftLog own = new();
            if (NestReader.Read(statements, scope, own) is { } reader && kind(reader, target, own) is { } operation && own.Remark is null)
            {
                return operation;
            }

            refusals.Add(own);
        }

        LiftLog told = refusals.Find(refusal => refusal.IsClose) ?? refusals[0];
        return log.Refuse<TensorOperation>(told.Remark!, told.Span);
    }

    private static TensorOperation.MatrixProduct? MatchProduct(NestReader reader, TargetDescription target, LiftLog log) =>
        new AccumulationFinder(reader, log).Find() is { } sums ? new MatrixProductMatcher(reader, target, log).Match(sums) : null;

    private static TensorOperation? MatchSum(NestReader reader, TargetDescription target, LiftLog log)
    {
        // Nothing else takes floats, so this reason tells most there.
        if (target.Element == ElementType.Float32)
        {
            log.Close();
        }

        if (reader.Writes.FirstOrDefault(write => write.Guards.Length > 0) is { } conditional)
        {
            return log.Refuse<TensorOperation>("a condition decides what is written", conditional.Span);
        }

        return new SumFinder(reader, log).Find() is { } sum ? new SumMatcher(reader, target, log).Match(sum) : null;
    }
}

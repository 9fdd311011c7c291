using System.Collections.Immutable;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>A sum for each element of a result: started, added to, and stored, proved to happen in that order for each element.</summary>
/// <param name="Start">The value that each sum starts from, as written.</param>
/// <param name="StartLoops">For each loop of the start, the loop of the update that runs over the same elements.</param>
/// <param name="Update">The statement that adds.</param>
/// <param name="Added">What it adds.</param>
/// <param name="Store">The statement that stores the finished sums; the update itself when sums live in the output.</param>
/// <param name="StoreLoops">As <paramref name="StartLoops"/>, for the store.</param>
/// <param name="Elements">Loops of the update over elements.</param>
/// <param name="Terms">Loops of the update over the terms of one sum.</param>
/// <param name="IsSum">Whether an expression of the store reads the finished sum.</param>
internal sealed record Accumulation(
    Write Start,
    ImmutableDictionary<Loop, Loop> StartLoops,
    Write Update,
    Expression Added,
    Write Store,
    ImmutableDictionary<Loop, Loop> StoreLoops,
    ImmutableArray<Loop> Elements,
    ImmutableArray<Loop> Terms,
    Func<Expression, bool> IsSum)
{
    /// <summary>A function of other loops as a function of the update's; loops around the nest stay.</summary>
    /// <param name="form">The function.</param>
    /// <param name="loops">What corresponds to what.</param>
    public static LinearForm Translate(LinearForm form, ImmutableDictionary<Loop, Loop> loops)
    {
        LinearForm result = LinearForm.Of(form.Constant);
        foreach ((Loop loop, long coefficient) in form.Coefficients.Where(term => term.Key.Count > 1))
        {
            result += new LinearForm(0, ImmutableDictionary<Loop, long>.Empty.Add(loops.GetValueOrDefault(loop, loop), coefficient));
        }

        return result;
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace Autocomp.Search.Proposer;

/// <summary>Writes a row of commands with loops where groups of them repeat with numbers that move evenly.</summary>
/// <remarks>The loops are <c>do</c> loops, which the code generator leaves as they are, so that a cold run fetches each command once.</remarks>
internal sealed class ChainRoller
{
    // A loop that saves less costs more code than it saves.
    private const int LeastSaved = 4;
    private const int LongestBody = 200;

    private readonly CodeWriter code;
    private readonly IReadOnlyList<ChainCommand> commands;
    private readonly int unroll;
    private readonly ImmutableArray<long>[] distances;
    private int variables;

    private ChainRoller(CodeWriter code, IReadOnlyList<ChainCommand> commands, int unroll)
    {
        (this.code, this.commands, this.unroll) = (code, commands, unroll);
        distances = new ImmutableArray<long>[commands.Count];
    }

    /// <summary>Writes commands.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="commands">The commands in order.</param>
    /// <param name="unroll">Repetitions in one pass of a loop; 0 for no loops.</param>
    public static void Write(CodeWriter code, IReadOnlyList<ChainCommand> commands, int unroll) => new ChainRoller(code, commands, unroll).Write(0, commands.Count);

    private void Write(int from, int to)
    {
        if (unroll > 0 && Best(from, to) is { Count: > 1 } loop)
        {
            Write(from, loop.Start);
            WriteLoop(loop.Start, loop.Body, loop.Count);
            Write(loop.Start + loop.Body * loop.Count, to);
            return;
        }

        for (int n = from; n < to; n++) code.Line(commands[n].Write(null, null));
    }

    private void WriteLoop(int start, int body, int count)
    {
        int passes = count / unroll, step = body * unroll;
        if (passes < 2)
        {
            for (int n = start; n < start + body * count; n++) code.Line(commands[n].Write(null, null));
            return;
        }

        string variable = string.Create(CultureInfo.InvariantCulture, $"n{variables++}");
        code.Line($"uint {variable} = 0;");
        code.Line("do");
        code.Line("{");
        code.Indent(() =>
        {
            for (int n = start; n < start + step; n++) code.Line(commands[n].Write(variable, commands[n + step]));
            code.Line($"{variable}++;");
        });
        code.Line(string.Create(CultureInfo.InvariantCulture, $"}} while ({variable} < {passes});"));
        for (int n = start + step * passes; n < start + body * count; n++) code.Line(commands[n].Write(null, null));
    }

    /// <summary>The repetition that saves most commands.</summary>
    private (int Start, int Body, int Count) Best(int from, int to)
    {
        (int Start, int Body, int Count) best = default;
        int most = LeastSaved - 1;
        for (int body = 1; body <= Math.Min(LongestBody, (to - from) / 2); body++)
        {
            for (int n = from; n + body < to; n++) distances[n] = commands[n].IsLike(commands[n + body]) ? commands[n].Distance(commands[n + body]) : default;
            // Going back, so many distances in a row, this one first, are those one body later.
            int even = 0, alike = 0;
            for (int n = to - body - 1; n >= from; n--)
            {
                alike = distances[n].IsDefault ? 0 : alike + 1;
                even = alike == 0 || n + body >= to - body || distances[n + body].IsDefault || !distances[n].AsSpan().SequenceEqual(distances[n + body].AsSpan()) ? 0 : even + 1;
                if (alike < body) continue;
                int count = Math.Min(alike / body, even / body + 1) + 1;
                if (body * (count - 1) <= most) continue;
                (best, most) = ((n, body, count), body * (count - 1));
            }
        }

        return best;
    }
}

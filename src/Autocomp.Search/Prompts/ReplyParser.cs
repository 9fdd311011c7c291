using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Autocomp.Search.Prompts;

/// <summary>Takes plans and code out of replies. A reply is untrusted: it is measured and cut, never executed here.</summary>
public static partial class ReplyParser
{
    /// <summary>Longest reply that is looked at, in characters.</summary>
    public const int MaxReply = 400_000;

    /// <summary>Longest schedule, in characters.</summary>
    public const int MaxSchedule = 100_000;

    /// <summary>Longest plan, in characters; a longer one is cut.</summary>
    public const int MaxPlan = 8_000;

    /// <summary>What a reply held.</summary>
    /// <param name="Text">The plan or schedule, or null.</param>
    /// <param name="Problem">Why there is none, empty otherwise.</param>
    public readonly record struct Parsed(string? Text, string Problem);

    /// <summary>Takes the plan.</summary>
    /// <param name="reply">A reply to the first phase.</param>
    /// <returns>The plan.</returns>
    public static Parsed Plan(string reply)
    {
        if (TooLong(reply) is { } problem) return new(null, problem);
        string plan = Clean(reply).Trim();
        if (plan.Length == 0) return new(null, "The reply is empty.");
        return new(plan.Length > MaxPlan ? plan[..MaxPlan] : plan, "");
    }

    /// <summary>Takes the last code block that looks like C#.</summary>
    /// <param name="reply">A reply to the second phase.</param>
    /// <returns>The schedule's text.</returns>
    public static Parsed Schedule(string reply)
    {
        if (TooLong(reply) is { } problem) return new(null, problem);
        string text = Clean(reply);
        if (text.Trim().Length == 0) return new(null, "The reply is empty.");
        (string? block, bool cut) = LastBlock(text);
        if (block is null) return new(null, cut ? "The code block does not end: the reply was cut." : "The reply holds no C# code block.");

        string code = block.Trim('\n') + "\n";
        if (code.Length > MaxSchedule) return new(null, string.Create(CultureInfo.InvariantCulture, $"The code has {code.Length} characters; at most {MaxSchedule} are allowed."));
        if (!ClassWord().IsMatch(code)) code = "using System;\nusing Autocomp;\n\ninternal static unsafe class Schedule\n{\n" + code + "}\n";
        return new(code, "");
    }

    /// <summary>Applies search-and-replace blocks to the parent's text.</summary>
    /// <remarks>A block is a line that begins with seven <c>&lt;</c>, the lines to find, a line of seven <c>=</c>, the new lines, a line that begins with seven <c>&gt;</c>.</remarks>
    /// <param name="reply">A reply to the second phase that asks for edits.</param>
    /// <param name="parent">The text that they change.</param>
    /// <returns>The changed text.</returns>
    public static Parsed Edits(string reply, string parent)
    {
        if (TooLong(reply) is { } problem) return new(null, problem);
        string text = parent.EndsWith('\n') ? parent : parent + "\n";
        StringBuilder? find = null, put = null;
        int edits = 0;
        foreach (string line in Clean(reply).Split('\n'))
        {
            if (line.StartsWith("<<<<<<<", StringComparison.Ordinal)) (find, put) = (new(), null);
            else if (line.StartsWith("=======", StringComparison.Ordinal) && find is not null && put is null) put = new();
            else if (line.StartsWith(">>>>>>>", StringComparison.Ordinal) && find is not null && put is not null)
            {
                string old = find.ToString();
                int at = old.Length == 0 ? -1 : text.IndexOf(old, StringComparison.Ordinal);
                if (at < 0) return new(null, string.Create(CultureInfo.InvariantCulture, $"Edit {edits + 1} looks for lines that the schedule does not hold."));
                if (text.IndexOf(old, at + 1, StringComparison.Ordinal) >= 0) return new(null, string.Create(CultureInfo.InvariantCulture, $"Edit {edits + 1} looks for lines that occur more than once."));
                text = string.Concat(text.AsSpan(0, at), put.ToString(), text.AsSpan(at + old.Length));
                edits++;
                find = null;
            }
            else (put ?? find)?.Append(line).Append('\n');
        }

        if (find is not null) return new(null, "The last edit does not end: the reply was cut.");
        if (edits == 0) return new(null, "The reply holds no edit.");
        if (text.Length > MaxSchedule) return new(null, string.Create(CultureInfo.InvariantCulture, $"The code has {text.Length} characters; at most {MaxSchedule} are allowed."));
        return new(text, "");
    }

    private static string? TooLong(string reply) => reply.Length > MaxReply
        ? string.Create(CultureInfo.InvariantCulture, $"The reply has {reply.Length} characters; at most {MaxReply} are allowed.")
        : null;

    /// <summary>The last closed block between lines of three backticks that holds a brace, and whether a later one is open at the end.</summary>
    private static (string? Block, bool Cut) LastBlock(string text)
    {
        string? last = null;
        StringBuilder? open = null;
        foreach (string line in text.Split('\n'))
        {
            if (!line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                open?.Append(line).Append('\n');
            }
            else if (open is null)
            {
                open = new();
            }
            else
            {
                if (open.ToString() is var block && block.Contains('{', StringComparison.Ordinal)) last = block;
                open = null;
            }
        }

        return (last, open is not null);
    }

    private static string Clean(string reply) => new([.. reply.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))]);

    [GeneratedRegex(@"\bclass\s+\w+", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex ClassWord();
}

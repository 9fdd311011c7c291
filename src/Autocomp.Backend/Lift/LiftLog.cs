using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Keeps the first reason why a kernel can't be lifted.</summary>
internal sealed class LiftLog
{
    /// <summary>The reason, or null.</summary>
    public string? Remark { get; private set; }

    /// <summary>The place it speaks of.</summary>
    public SourceSpan? Span { get; private set; }

    /// <summary>Whether the nest is of the kind that was looked for, so that this reason tells more than that of others.</summary>
    public bool IsClose { get; private set; }

    /// <summary>Says that the nest is of the kind that was looked for.</summary>
    public void Close() => IsClose = true;

    /// <summary>Notes a reason, unless one stands already, and gives null.</summary>
    /// <param name="remark">A sentence without its end.</param>
    /// <param name="span">The place.</param>
    public T? Refuse<T>(string remark, SourceSpan? span)
        where T : class
    {
        if (Remark is null)
        {
            Remark = remark;
            Span = span;
        }

        return null;
    }
}

namespace Autocomp.Runtime;

/// <summary>No built kernel fits a call. The message lists what was looked for, where, and the shapes that exist.</summary>
public sealed class KernelNotBuiltException : Exception
{
    /// <summary>A call that no built kernel fits.</summary>
    /// <param name="message">What was looked for, what exists, and what to do.</param>
    public KernelNotBuiltException(string message)
        : base(message)
    {
    }
}

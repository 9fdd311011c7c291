namespace Autocomp.Tool.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What.</param>
/// <param name="IsOk">Whether builds can do with it.</param>
/// <param name="Text">What was found; otherwise what to do.</param>
internal readonly record struct Finding(string Subject, bool IsOk, string Text);

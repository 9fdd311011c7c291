namespace Autocomp.Frontend.Tree;

/// <summary>A place in source, one-based lines and columns, end exclusive.</summary>
/// <param name="Path">Path as the compiler knows it; made relative to the project before it enters an artifact.</param>
/// <param name="StartLine">First line.</param>
/// <param name="StartColumn">First column.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="EndColumn">Column behind the last character.</param>
public readonly record struct SourceSpan(string Path, int StartLine, int StartColumn, int EndLine, int EndColumn);

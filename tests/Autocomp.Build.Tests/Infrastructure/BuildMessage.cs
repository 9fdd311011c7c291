namespace Autocomp.Build.Tests;

/// <summary>An error or a warning of a build.</summary>
internal readonly record struct BuildMessage(string Code, string File, int Line, int Column, string Text);

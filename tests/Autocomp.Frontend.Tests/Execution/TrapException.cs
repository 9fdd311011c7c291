namespace Autocomp.Frontend.Tests.Execution;

/// <summary>What C# would have thrown.</summary>
/// <param name="message">Why.</param>
internal sealed class TrapException(string message) : Exception(message);

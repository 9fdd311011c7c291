namespace Autocomp.Search.Verification.Symbolic;

/// <summary>A symbolic run meets something that it has no meaning for. It says nothing about the schedule: what is said of it is 'tested'.</summary>
/// <param name="reason">What it met, as a part of a sentence: <c>the method branches on data in a way …</c>.</param>
internal sealed class NotProvableException(string reason) : Exception(reason);

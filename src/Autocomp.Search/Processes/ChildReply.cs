namespace Autocomp.Search.Processes;

/// <summary>What came back for one request: a message, or why there is none.</summary>
/// <param name="Message">The reply, or null.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Reason">The same as a sentence, with the end of the child's error output; empty on success.</param>
internal sealed record ChildReply<T>(T? Message, ChildFailure Failure, string Reason)
    where T : class;

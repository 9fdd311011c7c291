namespace Autocomp.Search.Reference;

/// <summary>What the user's method did with one set of inputs.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Empty when it returned; otherwise the second half of a sentence that begins with 'the kernel'.</param>
/// <param name="Outputs">Bytes of all out and in-out tensors, in parameter order, when it returned.</param>
public sealed record ReferenceReply(ReferenceOutcome Outcome, string Message, byte[] Outputs);

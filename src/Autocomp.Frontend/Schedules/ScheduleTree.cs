using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>An accepted schedule: the loop tree of its C# text, bound to the kernel that it implements.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Body">The body; tensor parameters appear as pointers.</param>
/// <param name="Text">Canonical C# text printed from the tree, never the text that came in. Line numbers in <paramref name="Body"/> refer to this text.</param>
public sealed record ScheduleTree(KernelInfo Kernel, Statement.Block Body, string Text);

namespace Autocomp;

/// <summary>Marks a hand-written schedule of a kernel in the same class: <c>[ScheduleFor(nameof(Dense))]</c>.</summary>
/// <remarks>A schedule is a static unsafe method that takes the kernel's parameters by name, tensors as pointers (dimensions may be left out), and issues accelerator
/// commands through <c>Gemmini</c>. It is checked like any candidate; the search starts from it. Restrict it to one specialisation with <see cref="SpecializeAttribute"/>.</remarks>
/// <param name="kernel">The kernel's method name.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ScheduleForAttribute(string kernel) : Attribute
{
    /// <summary>The kernel's method name.</summary>
    public string Kernel { get; } = kernel;
}

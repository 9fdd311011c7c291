namespace Autocomp;

/// <summary>Fixes the named dimensions of a kernel: <c>[Specialize("m=64, n=10, k=128")]</c>. Each one gives a program of its own.</summary>
/// <remarks>On a method marked with <see cref="ScheduleForAttribute"/> it says for which specialisation the schedule is written; without it, for all.</remarks>
/// <param name="dimensions">Names and positive values, separated by commas; every dimension of the kernel once.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class SpecializeAttribute(string dimensions) : Attribute
{
    /// <summary>Names and values as written.</summary>
    public string Dimensions { get; } = dimensions;
}

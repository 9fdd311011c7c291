using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lowering;

/// <summary>Names for a schedule's locals that differ from its parameters and from each other.</summary>
/// <param name="kernel">The kernel.</param>
public sealed class ScheduleNames(KernelInfo kernel)
{
    private readonly HashSet<string> taken = [.. kernel.AbiParameters.Select(parameter => parameter.Name)];

    /// <summary>The wanted name, or with the lowest number behind it that makes it new.</summary>
    /// <param name="wanted">The name.</param>
    public string Fresh(string wanted)
    {
        string name = wanted;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = wanted + ScheduleText.Literal(number);
        }

        return name;
    }
}

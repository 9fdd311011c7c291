using Autocomp.Emulator;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>The accelerator commands of one call as the object issued them, for a symbolic run that comes after it.</summary>
internal sealed class CommandTrace : ICommandObserver
{
    private const int Most = 1 << 24;
    private readonly List<(int Funct7, ulong Rs1, ulong Rs2)> _commands = [];

    /// <summary>The commands in order; those of a loop command follow each other.</summary>
    public IReadOnlyList<(int Funct7, ulong Rs1, ulong Rs2)> Commands => _commands;

    /// <summary>The address of each argument; 0 for one that is no tensor.</summary>
    public IReadOnlyList<ulong> Tensors { get; private set; } = [];

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<ulong> tensors) => Tensors = tensors;

    /// <inheritdoc/>
    public void Executed(int funct7, ulong rs1, ulong rs2)
    {
        if (_commands.Count == Most) throw new NotProvableException("the schedule issues too many commands to follow twice");
        _commands.Add((funct7, rs1, rs2));
    }
}

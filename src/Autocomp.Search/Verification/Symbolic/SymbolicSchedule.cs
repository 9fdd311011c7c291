using System.Collections.Immutable;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Code = System.Linq.Expressions.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Runs the source of a schedule whose core moves elements, symbolically: loads and stores of the core from the source, commands as its object issued them, in the source's order.</summary>
internal static class SymbolicSchedule
{
    /// <summary>Runs it.</summary>
    /// <param name="tree">The schedule, oblivious.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="arguments">Arguments of the run that was traced.</param>
    /// <param name="trace">What the object issued.</param>
    /// <param name="accelerator">Takes the commands; holds memory afterwards.</param>
    /// <param name="points">Where to evaluate.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The functions that the core applied to elements that it stored.</returns>
    public static IEnumerable<FunctionPrint> Run(
        ScheduleTree tree, KernelInfo kernel, ImmutableArray<KernelArgument> arguments, CommandTrace trace, SymbolicAccelerator accelerator, SymbolicPoints points, CancellationToken cancellation)
    {
        accelerator.Begin(trace.Tensors);
        Dictionary<int, ulong> addresses = kernel.AbiParameters.Select((p, i) => (p.Index, trace.Tensors[i])).ToDictionary();
        var locals = new MethodLocals(tree.Body);
        var shapes = new ShapeTable(points);
        var pointers = new SchedulePointers(accelerator.Memory, addresses);
        var expressions = new CompileExpressions(kernel, arguments, locals, points, shapes, pointers);
        var commands = new ScheduleCommands(trace, accelerator, accelerator.Target);
        Code body = new CompileMethod(expressions, locals, cancellation, commands).Compile(tree.Body);
        Code block = Code.Block(expressions.Variables, body, Code.Empty());
        Code.Lambda<Action>(block).Compile()();
        if (!commands.IsAtEnd) throw new NotProvableException("the object issues more commands than its source");
        return shapes.Prints;
    }
}

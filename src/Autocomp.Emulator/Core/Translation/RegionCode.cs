namespace Autocomp.Emulator;

/// <summary>Host code of a region.</summary>
/// <param name="interpreter">Slow paths go here.</param>
/// <param name="x">The registers: 32 integer, 32 floating, then the program counter on exit.</param>
/// <param name="readable">The memory's table for loads.</param>
/// <param name="writable">The memory's table for stores.</param>
/// <param name="budget">Most instructions to retire.</param>
/// <returns>What is left of the budget.</returns>
internal unsafe delegate long RegionCode(Interpreter interpreter, ulong* x, nint* readable, nint* writable, long budget);

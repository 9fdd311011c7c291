namespace Autocomp.Emulator;

/// <summary>The never-written lane that a poisonous value depends on.</summary>
/// <param name="Memory">The local memory.</param>
/// <param name="Row">The row.</param>
/// <param name="Lane">The column.</param>
/// <param name="Reader">The instruction that read it, 0 when nothing spread it.</param>
internal readonly record struct PoisonOrigin(LocalMemory Memory, int Row, int Lane, ulong Reader);

namespace Autocomp.Search.Proposer;

/// <summary>A step in a space of schedules.</summary>
/// <param name="MenuOption">The option of the menu that it applies.</param>
/// <param name="To">The point that it leads to.</param>
public sealed record ScheduleMove(string MenuOption, SchedulePoint To);

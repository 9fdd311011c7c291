using Autocomp.Frontend.Schedules;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Kernels;

/// <summary>A schedule that the user wrote: a method marked <c>[ScheduleFor]</c>.</summary>
/// <param name="Method">The user's method.</param>
/// <param name="Tree">The schedule bound to one specialised kernel; its text is a complete schedule file.</param>
public sealed record HandSchedule(IMethodSymbol Method, ScheduleTree Tree);

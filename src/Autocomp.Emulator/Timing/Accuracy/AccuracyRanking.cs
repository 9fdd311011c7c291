namespace Autocomp.Emulator;

/// <summary>How well the model orders different schedules of one workload.</summary>
/// <param name="Workloads">Sets of schedules compared.</param>
/// <param name="Pairs">Pairs of schedules whose measured cycles differ by more than 1 %.</param>
/// <param name="Tau">Kendall's tau over these pairs.</param>
/// <param name="WorstChoice">Largest excess of the schedule that the model calls best over the truly best.</param>
public sealed record AccuracyRanking(int Workloads, int Pairs, double Tau, double WorstChoice)
{
    /// <summary>Whether tau is at least 0.97 and every choice within 1 %. True when there is nothing to compare.</summary>
    public bool MeetsBars => Pairs == 0 || (Tau >= 0.97 && WorstChoice <= 0.01);
}

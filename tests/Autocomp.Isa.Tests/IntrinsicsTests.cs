using System.Reflection;

namespace Autocomp.Isa.Tests;

public sealed class IntrinsicsTests
{
    private static string Root => typeof(IntrinsicsTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AutocompRoot").Value!;

    [Fact]
    public void CommittedIntrinsics_AreWhatTheTablePrints()
    {
        string path = Path.Combine(Root, "src", "Autocomp", "Gemmini.g.cs");
        if (Environment.GetEnvironmentVariable("AUTOCOMP_UPDATE") == "1")
        {
            File.WriteAllText(path, IntrinsicsSource.Print());
        }

        File.ReadAllText(path).ShouldBe(IntrinsicsSource.Print());
    }

    [Fact]
    public unsafe void Intrinsic_CalledOnTheHost_SaysWhereItRuns() =>
        Should.Throw<NotSupportedException>(() => Gemmini.Flush()).Message
            .ShouldBe("Gemmini.Flush was called on the host, but intrinsics run only in schedules on the accelerator. " +
                "Call the built kernel instead, and keep intrinsics in methods marked [ScheduleFor].");

    [Fact]
    public void Enumerations_HaveTheTablesEncodings()
    {
        Enum.GetNames<Dataflow>().ShouldBe(FieldValues.Dataflows);
        Enum.GetNames<Activation>().ShouldBe(FieldValues.Activations);
    }

    [Fact]
    public void EveryIntrinsic_HasTheParametersOfItsWidestRow()
    {
        foreach (IGrouping<string, Command> rows in CommandTable.All.GroupBy(row => row.Intrinsic))
        {
            MethodInfo method = typeof(Gemmini).GetMethod(rows.Key).ShouldNotBeNull();
            method.GetParameters().Select(p => p.Name).ShouldBe(rows.MaxBy(r => r.Fields.Length)!.Fields.Select(f => f.Name));
        }
    }
}

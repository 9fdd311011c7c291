namespace Autocomp.Build.Tests.Scenarios;

public sealed class WrongSettings
{
    [Fact]
    public void Build_WrongValue_IsOneErrorThatSaysWhatIsRight()
    {
        using Scenario scenario = Sources.Application();
        scenario.Dotnet("restore").ShouldSucceed();

        ShouldSay("AutocompMode=Fast", "AC4010", "AutocompMode is 'Fast'; it must be one of Auto, Tune, Locked, Off.");
        ShouldSay("AutocompMemoryState=Hot", "AC4010", "AutocompMemoryState is 'Hot'; it must be one of Steady, Written, Cold.");
        ShouldSay("AutocompMaxEvaluations=many", "AC4010", "AutocompMaxEvaluations is 'many'; it must be a whole number of at most 9 digits.");
        ShouldSay("NETCoreSdkVersion=9.0.100", "AC4011", "Autocomp.Build needs the .NET SDK 10.0.100 or later to build with; this build runs on 9.0.100. The project itself may target net8.0 or later. Install a newer SDK, or set AutocompMode to Off.");

        void ShouldSay(string property, string code, string text)
        {
            BuildMessage error = scenario.Build("--no-restore", "-p:" + property).ShouldFail().Errors.ShouldHaveSingleItem();
            error.Code.ShouldBe(code);
            error.Text.ShouldBe(text);
            Path.GetFileName(error.File).ShouldBe("App.csproj");
        }
    }
}

namespace Autocomp.Build.Tests.Scenarios;

public sealed class MissingLlvm
{
    [Fact]
    public void Build_LibraryNotThere_IsOneErrorWithWhatWasTriedAndThePackageToInstall()
    {
        using Scenario scenario = Sources.Application();

        BuildMessage error = scenario.Build("-p:AutocompLlvmPath=/nowhere/libLLVM.so").ShouldFail().Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("AC4001");
        error.Text.ShouldContain("/nowhere/libLLVM.so (no such file)");
        error.Text.ShouldContain("libllvm19");
    }
}

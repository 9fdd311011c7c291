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

        BuildMessage wrong = scenario.Build("--no-restore", "-p:AutocompLlvmPath=/lib/x86_64-linux-gnu/libc.so.6").ShouldFail().Errors.ShouldHaveSingleItem();

        wrong.Code.ShouldBe("AC4001");
        wrong.Text.ShouldContain("libc.so.6 (has no LLVMGetVersion)");
    }
}

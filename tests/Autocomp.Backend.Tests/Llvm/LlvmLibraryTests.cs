using Autocomp.Backend.CodeGeneration;

namespace Autocomp.Backend.Tests.Llvm;

public class LlvmLibraryTests
{
    [Fact]
    public void Search_ExplicitPathThatIsMissing_NamesItAndThePackage()
    {
        LlvmLocation location = LlvmLibrary.Search(new LlvmSearch("/no/such/libLLVM.so"));

        location.Path.ShouldBeNull();
        location.Error.ShouldBe(
            "LLVM 19 was not found; tried: /no/such/libLLVM.so (no such file). " +
            "Install it with 'apt-get install libllvm19', or name the file in the property AutocompLlvmPath.");
    }

    [Fact]
    public void Search_FileThatIsNoLibrary_SaysSo()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, "no library");
        try
        {
            LlvmLibrary.Search(new LlvmSearch(path)).Error.ShouldNotBeNull().ShouldContain($"{path} (can't be loaded)");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Search_BesideTheWorker_ComesBeforeTheSystem()
    {
        LlvmLocation location = LlvmLibrary.Search(new LlvmSearch(null, "/no/such/folder"));

        location.Error.ShouldBeNull();
        location.Tried.Length.ShouldBe(2);
        location.Tried[0].ShouldBe("/no/such/folder/libLLVM.so.19.1 (no such file)");
        location.Tried[1].ShouldStartWith("libLLVM.so.19.1 (LLVM 19.");
    }

    [Fact]
    public void Search_ForeignLibrary_IsRefusedBeforeUse() =>
        LlvmLibrary.Search(new LlvmSearch("/lib/x86_64-linux-gnu/libc.so.6")).Error.ShouldNotBeNull().ShouldContain("has no LLVMGetVersion");
}

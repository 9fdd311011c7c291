using System.Collections.Immutable;
using Autocomp.Backend.CodeGeneration;
using LLVMSharp.Interop;

namespace Autocomp.Backend.Tests.Llvm;

public class LlvmBindingTests
{
    private static string TablePath => Path.Combine(Repository.Root, "src", "Autocomp.Llvm", "members.txt");

    [Fact]
    public void Members_InUse_AreExactlyThoseOfTheTable()
    {
        ImmutableSortedSet<string> used = MemberTable.Of(typeof(ScheduleCompiler).Assembly.Location, "Autocomp.Llvm", "LLVMSharp.Interop");
        if (Environment.GetEnvironmentVariable("AUTOCOMP_UPDATE") == "1")
        {
            File.WriteAllLines(TablePath, used);
        }

        used.ShouldNotBeEmpty();
        string.Join('\n', used).ShouldBe(
            string.Join('\n', File.ReadAllLines(TablePath)),
            "members.txt names each member of the LLVM binding in use; run the tests with AUTOCOMP_UPDATE=1 after a change and compare with the package's surface");
    }

    [Theory]
    [InlineData(LLVMIntPredicate.LLVMIntEQ, 32)]
    [InlineData(LLVMIntPredicate.LLVMIntSLE, 41)]
    [InlineData(LLVMRealPredicate.LLVMRealOEQ, 1)]
    [InlineData(LLVMRealPredicate.LLVMRealUNE, 14)]
    [InlineData(LLVMCodeGenFileType.LLVMObjectFile, 1)]
    [InlineData(LLVMCodeGenOptLevel.LLVMCodeGenLevelAggressive, 3)]
    [InlineData(LLVMCodeModel.LLVMCodeModelMedium, 5)]
    [InlineData(LLVMRelocMode.LLVMRelocStatic, 1)]
    [InlineData(LLVMLinkage.LLVMPrivateLinkage, 9)]
    [InlineData(LLVMUnnamedAddr.LLVMGlobalUnnamedAddr, 2)]
    [InlineData(LLVMModuleFlagBehavior.LLVMModuleFlagBehaviorWarning, 1)]
    [InlineData(LLVMAttributeIndex.LLVMAttributeFunctionIndex, -1)]
    [InlineData(LLVMDWARFEmissionKind.LLVMDWARFEmissionLineTablesOnly, 2)]
    [InlineData(LLVMDWARFSourceLanguage.LLVMDWARFSourceLanguageC99, 11)]
    [InlineData(LLVMVerifierFailureAction.LLVMReturnStatusAction, 2)]
    [InlineData(LLVMInlineAsmDialect.LLVMInlineAsmDialectATT, 0)]
    public void EnumMembers_InUse_HaveTheValuesOfLlvmC(Enum member, int value) =>
        Convert.ToInt32(member, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(value);
}

using System.Collections.Immutable;
using Autocomp.Backend.CodeGeneration;
using LLVMSharp.Interop;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Backend.Tests.Llvm;

public class LlvmBindingTests
{
    private static string TablePath => Path.Combine(Repository.Root, "src", "Autocomp.Llvm", "members.txt");

    [Fact]
    public void Members_InUse_AreExactlyThoseOfTheTable()
    {
        ImmutableSortedSet<string> used = MemberTable.Of(typeof(ScheduleCompiler).Assembly.Location, "Autocomp.Llvm", "LLVMSharp.Interop")
            .Select(OptionalParts.WithDefaults)
            .Concat(OptionalParts.Enums(BackendSources.Parse("Autocomp.Backend").Select(tree => tree.ToString())))
            .ToImmutableSortedSet(StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("AUTOCOMP_UPDATE") == "1")
        {
            File.WriteAllLines(TablePath, used);
        }

        used.ShouldNotBeEmpty();
        string.Join('\n', used).ShouldBe(
            string.Join('\n', File.ReadAllLines(TablePath)),
            "members.txt names each member of the LLVM binding in use; run the tests with AUTOCOMP_UPDATE=1 after a change and compare with the package's surface");
    }

    [Fact]
    public void BackEnd_AgainstAStubOfTheTableAlone_Compiles()
    {
        SyntaxTree stub = BackendSources.Parse(BindingStub.Write(File.ReadAllLines(TablePath)), "LLVMSharp.Interop.cs");
        CSharpCompilation compilation = BackendSources.Compilation("Autocomp.Backend", [stub, .. BackendSources.Parse("Autocomp.Backend")], "Autocomp.Llvm");
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public void BackEnd_AgainstAStubThatLacksAMember_DoesNotCompile()
    {
        IEnumerable<string> table = File.ReadAllLines(TablePath).Where(line => !line.StartsWith("LLVMBuilderRef.BuildFAdd(", StringComparison.Ordinal));
        CSharpCompilation compilation = BackendSources.Compilation(
            "Autocomp.Backend", [BackendSources.Parse(BindingStub.Write(table), "LLVMSharp.Interop.cs"), .. BackendSources.Parse("Autocomp.Backend")], "Autocomp.Llvm");
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).ShouldContain(diagnostic => diagnostic.Id == "CS1061");
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

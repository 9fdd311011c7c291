using Autocomp.Frontend.Tree;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration.Emission;

/// <summary>Maps instructions to lines of the schedule's text (DWARF 4, line tables only).</summary>
internal sealed unsafe class LineTable
{
    private const uint DwarfVersion = 4;

    private readonly LLVMContextRef context;
    private readonly LLVMBuilderRef builder;
    private readonly LLVMDIBuilderRef information;
    private readonly LLVMMetadataRef scope;
    private readonly Dictionary<int, LLVMMetadataRef> locations = [];
    private LLVMMetadataRef current;

    /// <summary>Starts the table of one function.</summary>
    /// <param name="context">The context.</param>
    /// <param name="module">The module.</param>
    /// <param name="builder">The builder whose instructions get lines.</param>
    /// <param name="function">The function.</param>
    /// <param name="name">Its name.</param>
    /// <param name="path">Path of the source text, relative to the project.</param>
    /// <param name="span">Where the body stands in it, if known.</param>
    public LineTable(LLVMContextRef context, LLVMModuleRef module, LLVMBuilderRef builder, LLVMValueRef function, string name, string path, SourceSpan? span)
    {
        this.context = context;
        this.builder = builder;
        AddFlag(module, "Dwarf Version", DwarfVersion);
        AddFlag(module, "Debug Info Version", LLVM.DebugMetadataVersion());

        uint first = (uint)(span?.StartLine ?? 1);
        information = module.CreateDIBuilder();
        LLVMMetadataRef file = information.CreateFile(path, ".");
        information.CreateCompileUnit(
            LLVMDWARFSourceLanguage.LLVMDWARFSourceLanguageC99, file, "Autocomp", 1, "", 0, "",
            LLVMDWARFEmissionKind.LLVMDWARFEmissionLineTablesOnly, 0, 0, 0, "", "");
        LLVMMetadataRef type = information.CreateSubroutineType(file, [], LLVMDIFlags.LLVMDIFlagZero);
        scope = information.CreateFunction(file, name, "", file, first, type, 0, 1, first, LLVMDIFlags.LLVMDIFlagZero, 1);
        LLVM.SetSubprogram(function, scope);
        MoveTo((int)first);
    }

    /// <summary>Gives the following instructions a line; a place without line keeps the last one.</summary>
    /// <param name="span">The place in the schedule's text.</param>
    public void MoveTo(SourceSpan? span)
    {
        if (span is { } place)
        {
            MoveTo(place.StartLine);
        }
    }

    /// <summary>Sets the line again after the insertion point moved to another instruction, which takes that one's line.</summary>
    public void Resume() => LLVM.SetCurrentDebugLocation2(builder, current);

    /// <summary>Completes the table. No line may follow.</summary>
    public void Finish()
    {
        information.DIBuilderFinalize();
        LLVM.DisposeDIBuilder(information);
    }

    private void MoveTo(int line)
    {
        if (!locations.TryGetValue(line, out LLVMMetadataRef location))
        {
            location = LLVM.DIBuilderCreateDebugLocation(context, (uint)line, 0, scope, null);
            locations.Add(line, location);
        }

        current = location;
        Resume();
    }

    private void AddFlag(LLVMModuleRef module, string name, uint value) => module.AddModuleFlag(
        name,
        LLVMModuleFlagBehavior.LLVMModuleFlagBehaviorWarning,
        LLVM.ValueAsMetadata(LLVMValueRef.CreateConstInt(context.Int32Type, value)));
}

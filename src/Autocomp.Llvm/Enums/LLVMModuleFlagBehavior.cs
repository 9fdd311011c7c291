namespace LLVMSharp.Interop;

/// <summary>How module flags merge. Names and values are those of LLVM-C.</summary>
public enum LLVMModuleFlagBehavior
{
    LLVMModuleFlagBehaviorError,
    LLVMModuleFlagBehaviorWarning,
    LLVMModuleFlagBehaviorRequire,
    LLVMModuleFlagBehaviorOverride,
    LLVMModuleFlagBehaviorAppend,
    LLVMModuleFlagBehaviorAppendUnique,
}

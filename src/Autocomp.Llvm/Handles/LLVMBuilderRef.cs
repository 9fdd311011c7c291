namespace LLVMSharp.Interop;

/// <summary>Appends instructions to a basic block.</summary>
/// <param name="handle">The native pointer.</param>
public unsafe partial struct LLVMBuilderRef(IntPtr handle) : IEquatable<LLVMBuilderRef>
{
    /// <summary>The native pointer.</summary>
    public IntPtr Handle = handle;

    public static implicit operator LLVMBuilderRef(LLVMOpaqueBuilder* value) => new((IntPtr)value);

    public static implicit operator LLVMOpaqueBuilder*(LLVMBuilderRef value) => (LLVMOpaqueBuilder*)value.Handle;

    public static bool operator ==(LLVMBuilderRef left, LLVMBuilderRef right) => left.Handle == right.Handle;

    public static bool operator !=(LLVMBuilderRef left, LLVMBuilderRef right) => left.Handle != right.Handle;

    public readonly LLVMBasicBlockRef InsertBlock => LLVM.GetInsertBlock(this);

    public static LLVMBuilderRef Create(LLVMContextRef C) => LLVM.CreateBuilderInContext(C);

    public readonly void PositionAtEnd(LLVMBasicBlockRef Block) => LLVM.PositionBuilderAtEnd(this, Block);

    public readonly void PositionBefore(LLVMValueRef Instr) => LLVM.PositionBuilderBefore(this, Instr);

    public readonly LLVMValueRef BuildAdd(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildAdd(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildSub(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildSub(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildMul(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildMul(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildNSWAdd(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildNSWAdd(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildNSWSub(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildNSWSub(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildNSWMul(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildNSWMul(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildSDiv(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildSDiv(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildUDiv(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildUDiv(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildSRem(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildSRem(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildURem(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildURem(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildShl(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildShl(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildLShr(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildLShr(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildAShr(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildAShr(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildAnd(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildAnd(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildOr(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildOr(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildXor(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildXor(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildFAdd(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFAdd(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildFSub(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFSub(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildFMul(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFMul(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildFDiv(LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFDiv(this, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildTrunc(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildTrunc(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildZExt(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildZExt(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildSExt(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildSExt(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildFPToUI(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFPToUI(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildFPToSI(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFPToSI(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildUIToFP(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildUIToFP(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildSIToFP(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildSIToFP(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildFPTrunc(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFPTrunc(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildFPExt(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFPExt(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildPtrToInt(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildPtrToInt(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildIntToPtr(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildIntToPtr(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildBitCast(LLVMValueRef Val, LLVMTypeRef DestTy, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildBitCast(this, Val, DestTy, name);
    }

    public readonly LLVMValueRef BuildFNeg(LLVMValueRef V, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFNeg(this, V, name);
    }

    public readonly LLVMValueRef BuildICmp(LLVMIntPredicate Op, LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildICmp(this, Op, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildFCmp(LLVMRealPredicate Op, LLVMValueRef LHS, LLVMValueRef RHS, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildFCmp(this, Op, LHS, RHS, name);
    }

    public readonly LLVMValueRef BuildSelect(LLVMValueRef If, LLVMValueRef Then, LLVMValueRef Else, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildSelect(this, If, Then, Else, name);
    }

    public readonly LLVMValueRef BuildPhi(LLVMTypeRef Ty, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildPhi(this, Ty, name);
    }

    public readonly LLVMValueRef BuildAlloca(LLVMTypeRef Ty, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildAlloca(this, Ty, name);
    }

    public readonly LLVMValueRef BuildLoad2(LLVMTypeRef Ty, LLVMValueRef PointerVal, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildLoad2(this, Ty, PointerVal, name);
    }

    public readonly LLVMValueRef BuildExtractValue(LLVMValueRef AggVal, uint Index, string Name = "")
    {
        using NativeText name = new(Name);
        return LLVM.BuildExtractValue(this, AggVal, Index, name);
    }

    public readonly LLVMValueRef BuildStore(LLVMValueRef Val, LLVMValueRef Ptr) => LLVM.BuildStore(this, Val, Ptr);

    public readonly LLVMValueRef BuildGEP2(LLVMTypeRef Ty, LLVMValueRef Pointer, ReadOnlySpan<LLVMValueRef> Indices, ReadOnlySpan<char> Name)
    {
        using NativeText name = new(Name);
        fixed (LLVMValueRef* indices = Indices)
        {
            return LLVM.BuildGEP2(this, Ty, Pointer, (LLVMOpaqueValue**)indices, (uint)Indices.Length, name);
        }
    }

    public readonly LLVMValueRef BuildCall2(LLVMTypeRef Ty, LLVMValueRef Fn, ReadOnlySpan<LLVMValueRef> Args, ReadOnlySpan<char> Name)
    {
        using NativeText name = new(Name);
        fixed (LLVMValueRef* arguments = Args)
        {
            return LLVM.BuildCall2(this, Ty, Fn, (LLVMOpaqueValue**)arguments, (uint)Args.Length, name);
        }
    }

    public readonly LLVMValueRef BuildBr(LLVMBasicBlockRef Dest) => LLVM.BuildBr(this, Dest);

    public readonly LLVMValueRef BuildCondBr(LLVMValueRef If, LLVMBasicBlockRef Then, LLVMBasicBlockRef Else) => LLVM.BuildCondBr(this, If, Then, Else);

    public readonly LLVMValueRef BuildRetVoid() => LLVM.BuildRetVoid(this);

    public readonly LLVMValueRef BuildRet(LLVMValueRef V) => LLVM.BuildRet(this, V);

    public readonly LLVMValueRef BuildUnreachable() => LLVM.BuildUnreachable(this);

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            LLVM.DisposeBuilder(this);
            Handle = IntPtr.Zero;
        }
    }

    public readonly bool Equals(LLVMBuilderRef other) => Handle == other.Handle;

    public override readonly bool Equals(object? obj) => obj is LLVMBuilderRef other && Equals(other);

    public override readonly int GetHashCode() => Handle.GetHashCode();
}

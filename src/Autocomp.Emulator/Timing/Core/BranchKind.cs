namespace Autocomp.Emulator.Timing;

/// <summary>Kinds of control transfer as the predictor tells them apart.</summary>
internal enum BranchKind : byte
{
    None,
    Branch,
    Jump,
    Call,
    Return,
}

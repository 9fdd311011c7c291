namespace Autocomp.Frontend.Lowering;

/// <summary>Which of the two languages a body is written in.</summary>
internal enum BodyLanguage
{
    /// <summary>A kernel: tensors, no accelerator commands.</summary>
    Kernel,

    /// <summary>A schedule: pointers and accelerator commands.</summary>
    Schedule,
}

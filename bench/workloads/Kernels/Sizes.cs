namespace Autocomp.Workloads;

/// <summary>Sizes of the workloads: the published ones.</summary>
internal static class Sizes
{
    public const string Gemm1 = "m=512, n=512, k=512";
    public const string Gemm2 = "m=12544, n=256, k=64";
    public const string Gemm3 = "m=12544, n=64, k=256";
    public const string Gemm4 = "m=3136, n=512, k=128";
    public const string Gemm5 = "m=3136, n=128, k=512";
    public const string Gemm6 = "m=784, n=1024, k=256";
    public const string Reuse1 = "m=32, n=2048, k=2048";
    public const string Reuse2 = "m=1024, n=1024, k=1024";
    public const string Reuse3 = "m=256, n=256, k=256";
    public const string Reuse4 = "m=6272, n=256, k=64";
    public const string Reuse5 = "m=12544, n=128, k=64";
    public const string Reuse6 = "m=12544, n=256, k=128";
    public const string Reuse7 = "m=128, n=1024, k=1024";
    public const string Reuse8 = "m=64, n=1024, k=1024";
    public const string Reuse9 = "m=32, n=1024, k=1024";

    public const string Forward = "states=12, inputs=4, steps=5, rows=6";
    public const string Backward = "states=12, inputs=4, steps=10, rows=11";

    public const string FullyConnected = "inputs=2048, outputs=1000";
    public const string Residual = "rows=3136, channels=256";
    public const string Pool = "pixels=49, channels=2048";

    public const string Mlp = "batch=64, inputs=784, hidden1=512, hidden2=256, classes=10";

    public const string Attention = "heads=12, queries=128, keys=128, width=64";

    public const string Projections = "tokens=128, model=768";
    public const string Block = "size=14, channels=128";
    public const string ConvolutionPool = "size=28, pooled=13, channels=64";
    public const string ShiftLayers = "batch=64, inputs=256, hidden=256, outputs=64";
    public const string Recurrent = "steps=8, batch=16, inputs=32, states=64";

    public const string Conv0 = "images=4, size=56, channels=64, filters=64";
    public const string Conv1 = "images=4, size=28, channels=128, filters=128";
    public const string Conv2 = "images=4, size=14, channels=256, filters=256";
    public const string Conv3 = "images=4, size=14, channels=128, filters=128";

    public const string First = "height=224, size=112, channels=3, filters=64, taps=7, stride=2";
    public const string Square = "height=56, size=56, channels=64, filters=64, taps=3, stride=1";
    public const string SquareStrided = "height=56, size=28, channels=128, filters=128, taps=3, stride=2";
    public const string Point = "height=56, size=56, channels=64, filters=256, taps=1, stride=1";
    public const string PointStrided = "height=56, size=28, channels=256, filters=512, taps=1, stride=2";
    public const string FirstPool = "height=112, size=56, channels=64";

    public const string Depthwise = "height=56, size=56, channels=128, stride=1";
    public const string DepthwiseStrided = "height=56, size=28, channels=128, stride=2";
}

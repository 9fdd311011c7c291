namespace Autocomp.Workloads;

/// <summary>Sizes of the workloads for CI: no product of the array's size, so that edges show.</summary>
internal static class Sizes
{
    public const string Gemm1 = "m=20, n=20, k=20";
    public const string Gemm2 = "m=49, n=16, k=4";
    public const string Gemm3 = "m=49, n=4, k=16";
    public const string Gemm4 = "m=33, n=24, k=6";
    public const string Gemm5 = "m=33, n=6, k=24";
    public const string Gemm6 = "m=17, n=40, k=10";
    public const string Reuse1 = "m=1, n=70, k=70";
    public const string Reuse2 = "m=40, n=40, k=40";
    public const string Reuse3 = "m=15, n=15, k=15";
    public const string Reuse4 = "m=31, n=16, k=4";
    public const string Reuse5 = "m=49, n=8, k=4";
    public const string Reuse6 = "m=49, n=16, k=8";
    public const string Reuse7 = "m=5, n=65, k=33";
    public const string Reuse8 = "m=4, n=65, k=33";
    public const string Reuse9 = "m=3, n=65, k=33";

    public const string Forward = "states=12, inputs=4, steps=3, rows=4";
    public const string Backward = "states=12, inputs=4, steps=4, rows=5";

    public const string FullyConnected = "inputs=40, outputs=21";
    public const string Residual = "rows=14, channels=18";
    public const string Pool = "pixels=9, channels=40";

    public const string Mlp = "batch=5, inputs=28, hidden1=20, hidden2=18, classes=10";

    public const string Attention = "heads=3, queries=18, keys=17, width=9";

    public const string Projections = "tokens=19, model=34";
    public const string Block = "size=5, channels=18";
    public const string ConvolutionPool = "size=9, pooled=4, channels=18";
    public const string ShiftLayers = "batch=17, inputs=33, hidden=20, outputs=5";
    public const string Recurrent = "steps=3, batch=5, inputs=6, states=7";

    public const string Conv0 = "images=2, size=5, channels=6, filters=18";
    public const string Conv1 = "images=2, size=3, channels=17, filters=8";
    public const string Conv2 = "images=1, size=2, channels=33, filters=20";
    public const string Conv3 = "images=1, size=2, channels=16, filters=16";

    public const string First = "height=13, size=7, channels=3, filters=18, taps=7, stride=2";
    public const string Square = "height=5, size=5, channels=18, filters=17, taps=3, stride=1";
    public const string SquareStrided = "height=7, size=4, channels=5, filters=18, taps=3, stride=2";
    public const string Point = "height=4, size=4, channels=18, filters=33, taps=1, stride=1";
    public const string PointStrided = "height=5, size=3, channels=17, filters=9, taps=1, stride=2";
    public const string FirstPool = "height=9, size=5, channels=18";

    public const string Depthwise = "height=6, size=6, channels=21, stride=1";
    public const string DepthwiseStrided = "height=7, size=4, channels=16, stride=2";
}

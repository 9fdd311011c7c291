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
}

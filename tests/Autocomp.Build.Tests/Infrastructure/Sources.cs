namespace Autocomp.Build.Tests;

/// <summary>The smallest projects that have a kernel.</summary>
internal static class Sources
{
    /// <summary>Line of the kernel's name in <see cref="Kernels"/>.</summary>
    public const int KernelLine = 8;

    /// <summary>Column of the kernel's name in <see cref="Kernels"/>.</summary>
    public const int KernelColumn = 24;

    public const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Autocomp.Build" Version="0.1.0" />
          </ItemGroup>
        </Project>
        """;

    public const string Kernels = """
        using Autocomp;

        namespace App;

        public static class Layers
        {
            [Kernel]
            public static void Dense(
                [Shape("16, 32")] ReadOnlySpan<sbyte> x,
                [Shape("32, 16")] ReadOnlySpan<sbyte> w,
                [Shape("16")] ReadOnlySpan<int> bias,
                [Output, Shape("16, 16")] Span<sbyte> y,
                [ValueRange(0, 1)] float scale)
            {
                for (int i = 0; i < 16; i++)
                {
                    for (int j = 0; j < 16; j++)
                    {
                        int sum = bias[j];
                        for (int p = 0; p < 32; p++) sum += x[i * 32 + p] * w[p * 16 + j];
                        y[i * 16 + j] = Quantize.ScaleToInt8(sum, scale);
                    }
                }
            }
        }
        """;

    public const string Program = """
        using App;
        using Autocomp.Runtime;

        sbyte[] x = new sbyte[16 * 32], w = new sbyte[32 * 16], expected = new sbyte[256], actual = new sbyte[256];
        int[] bias = new int[16];
        for (int i = 0; i < x.Length; i++) (x[i], w[i]) = ((sbyte)(i * 7), (sbyte)(i * 13));
        Layers.Dense(x, w, bias, expected, 0.01f);
        KernelRun run = EmulatedAccelerator.Open().Dense(x, w, bias, actual, 0.01f);
        Console.WriteLine($"same: {actual.AsSpan().SequenceEqual(expected)}, cycles: {run.Cycles > 0}");
        """;

    /// <summary>An application with one kernel and a program that checks it.</summary>
    public static Scenario Application()
    {
        Scenario scenario = new();
        scenario.Write("App.csproj", Project);
        scenario.Write("Layers.cs", Kernels);
        scenario.Write("Program.cs", Program);
        return scenario;
    }
}

using System.Numerics;
using System.Reflection;
using Autocomp.Frontend.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Frontend.Tests;

/// <summary>Every method that the front end puts in place of one of the platform's gives what the platform's gives.</summary>
public class PlatformMethodTests
{
    private static readonly Type[] Owners =
        [typeof(Math), typeof(MathF), typeof(BitOperations), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double)];

    private static readonly MethodInfo[] Own = Load().GetType("Autocomp.Frontend.Library.PlatformMethods")!.GetMethods(BindingFlags.Public | BindingFlags.Static);

    public static TheoryData<string> Names => [.. Own.Select(method => method.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_OnCornerCases_EqualsThePlatforms(string name)
    {
        foreach (MethodInfo own in Own.Where(method => method.Name == name))
        {
            Type[] types = [.. own.GetParameters().Select(parameter => parameter.ParameterType)];
            MethodInfo[] platform = [.. Owners.SelectMany(owner => owner.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Where(method => method.Name == name && method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(types))];
            platform.ShouldNotBeEmpty($"{own}: no such method of the platform");
            Random random = new(7);
            foreach (object?[] arguments in Arguments(types, random))
            {
                string actual = Result(own, arguments);
                foreach (MethodInfo expected in platform)
                {
                    Assert.True(Result(expected, arguments) == actual, $"{expected.DeclaringType} {expected}({string.Join(", ", arguments)}) gives {Result(expected, arguments)}, own {actual}");
                }
            }
        }
    }

    /// <summary>The text that the front end carries, compiled.</summary>
    private static Assembly Load()
    {
        Assembly frontend = typeof(KernelFrontend).Assembly;
        IEnumerable<SyntaxTree> trees = frontend.GetManifestResourceNames().Where(name => name.StartsWith("Library/", StringComparison.Ordinal))
            .Select(name => CSharpSyntaxTree.ParseText(new StreamReader(frontend.GetManifestResourceStream(name)!).ReadToEnd()));
        string[] platform = ["System.Private.CoreLib.dll", "System.Runtime.dll"];
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => platform.Contains(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path));
        using MemoryStream image = new();
        CSharpCompilation.Create("Library", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image).Success.ShouldBeTrue();
        return Assembly.Load(image.ToArray());
    }

    private static IEnumerable<object?[]> Arguments(Type[] types, Random random)
    {
        object?[][] choices = [.. types.Select(type => type.IsByRef ? [null] : Values(type, random))];
        return choices.Aggregate<object?[], IEnumerable<object?[]>>([[]], (rows, column) => rows.SelectMany(row => column.Select(value => (object?[])[.. row, value])));
    }

    /// <summary>The value with its type left out (the platform sometimes gives a wider one), or that it throws; and what it wrote.</summary>
    private static string Result(MethodInfo method, object?[] arguments)
    {
        try
        {
            object?[] passed = [.. arguments];
            object? result = method.Invoke(null, passed);
            return string.Join(", ", [Text(result), .. passed.Skip(1).Select(Text)]);
        }
        catch (TargetInvocationException error) when (error.InnerException is ArithmeticException or ArgumentException)
        {
            return "throws";
        }
    }

    private static string Text(object? value) => value switch
    {
        double.NaN or float.NaN => "NaN",
        double number => BitConverter.DoubleToInt64Bits(number).ToString("X", null),
        float number => BitConverter.SingleToInt32Bits(number).ToString("X", null),
        _ => value?.ToString() ?? "",
    };

    private static object?[] Values(Type type, Random random)
    {
        if (type.IsEnum) return [.. Enum.GetValues(type).Cast<object>(), Enum.ToObject(type, 5)];
        double[] reals =
        [
            0, 0.5, 1, 1.5, 2, 2.5, 3, 0.1, 7, 127, 128, 1e10, 16777216, 16777217, 4503599627370495.5, 9007199254740993, 1e300, double.MaxValue, double.Epsilon, 3 * double.Epsilon,
            2.2250738585072014E-308, 2.225073858507201E-308, 1e-310, 0.49999999999999994, float.MaxValue, float.Epsilon, 3 * (double)float.Epsilon, 1.17549435E-38f, 1.1754942E-38f, 8388607.5, 1e-40, double.PositiveInfinity, double.NaN,
            .. Enumerable.Range(0, 12).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64())), .. Enumerable.Range(0, 12).Select(_ => (double)BitConverter.Int32BitsToSingle(random.Next())),
        ];
        if (type == typeof(double)) return [.. reals.Concat(reals.Select(real => -real)).Cast<object>()];
        if (type == typeof(float)) return [.. reals.Concat(reals.Select(real => -real)).Select(real => (object)(float)real)];
        long[] whole = [0, 1, 2, 3, 5, 31, 32, 33, 63, 64, 100, 1000, 1021, 1022, 1023, 1024, 1074, 1075, 2098, 2200, .. new[] { 3, 6, 7, 8, 14, 15, 16, 17, 23, 30, 31, 32, 33, 47, 52, 53, 62, 63 }.SelectMany(bit => new[] { 1L << bit, (1L << bit) - 1 }), .. Enumerable.Range(0, 12).Select(_ => random.NextInt64())];
        return [.. whole.Concat(whole.Select(value => -value)).Select(value => Cut(type, value)).Distinct()];
    }

    private static object Cut(Type type, long value) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => (sbyte)value,
        TypeCode.Byte => (byte)value,
        TypeCode.Int16 => (short)value,
        TypeCode.UInt16 => (ushort)value,
        TypeCode.Int32 => (int)value,
        TypeCode.UInt32 => (uint)value,
        TypeCode.Int64 => value,
        _ => (ulong)value,
    };
}

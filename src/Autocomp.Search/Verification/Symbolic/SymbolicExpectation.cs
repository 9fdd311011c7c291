using System.Globalization;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>What the method leaves at a symbolic point, on disk for the process that runs the schedule there. The file lives as long as the check.</summary>
internal static class SymbolicExpectation
{
    private const int Format = 1;

    /// <summary>The file of a seed in a kernel's trial folder.</summary>
    public static string PathOf(string trialFolder, ulong seed) =>
        Path.Combine(trialFolder, string.Create(CultureInfo.InvariantCulture, $"symbolic-{seed:x16}.values"));

    /// <summary>Writes it.</summary>
    public static void Write(string path, SymbolicResult result)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Format);
        writer.Write(result.Functions.Length);
        foreach (ulong function in result.Functions) writer.Write(function);
        writer.Write(result.Outputs.Length);
        foreach ((int parameter, ulong[] values) in result.Outputs)
        {
            writer.Write(parameter);
            writer.Write(values.Length);
            writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        }

        writer.Flush();
        AtomicFile.Write(path, stream.ToArray());
    }

    /// <summary>Reads it.</summary>
    public static SymbolicResult Read(string path)
    {
        using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)));
        if (reader.ReadInt32() != Format) throw new InvalidDataException($"'{path}' has another format.");
        var functions = new ulong[reader.ReadInt32()];
        for (int i = 0; i < functions.Length; i++) functions[i] = reader.ReadUInt64();
        var outputs = new (int, ulong[])[reader.ReadInt32()];
        for (int i = 0; i < outputs.Length; i++)
        {
            int parameter = reader.ReadInt32();
            var values = new ulong[reader.ReadInt32()];
            reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
            outputs[i] = (parameter, values);
        }

        return new([.. outputs], [.. functions]);
    }
}

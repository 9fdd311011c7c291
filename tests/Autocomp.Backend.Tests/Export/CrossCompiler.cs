using System.Diagnostics;

namespace Autocomp.Backend.Tests.Export;

/// <summary>Debian's RISC-V compiler for C without an operating system, package <c>gcc-riscv64-unknown-elf</c>.</summary>
internal static class CrossCompiler
{
    public const string Name = "riscv64-unknown-elf-gcc";

    private static readonly string[] Flags =
    [
        "-std=gnu11", "-O2", "-Wall", "-Werror", "-Wno-unused-variable", "-Wno-unused-but-set-variable", "-Wno-tautological-compare",
        "-march=rv64imafdc_zicsr_zifencei", "-mabi=lp64d", "-mcmodel=medany", "-mno-relax",
        "-ffreestanding", "-ffp-contract=off", "-fno-strict-aliasing", "-fno-tree-loop-distribute-patterns",
    ];

    /// <summary>Whether the compiler is on the search path.</summary>
    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Name)));

    /// <summary>Skips the test where the compiler is not installed.</summary>
    public static void Require()
    {
        if (!IsInstalled)
        {
            Assert.Skip($"{Name} is not installed: apt-get install gcc-riscv64-unknown-elf");
        }
    }

    /// <summary>Compiles C files, each to an object.</summary>
    /// <param name="sources">Texts by file name.</param>
    /// <returns>Objects in the order of the sources.</returns>
    public static IReadOnlyList<byte[]> Compile(IReadOnlyList<(string Name, string Text)> sources)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("autocomp-c-");
        try
        {
            foreach ((string name, string text) in sources)
            {
                File.WriteAllText(Path.Combine(folder.FullName, name), text);
            }

            string[] files = [.. sources.Select(source => source.Name).Where(name => name.EndsWith(".c", StringComparison.Ordinal))];
            ProcessStartInfo start = new(Name, [.. Flags, "-c", .. files]) { WorkingDirectory = folder.FullName, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, errors);
            return [.. files.Select(name => File.ReadAllBytes(Path.Combine(folder.FullName, Path.ChangeExtension(name, ".o"))))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

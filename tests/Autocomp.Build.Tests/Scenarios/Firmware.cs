using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Autocomp.Build.Tests.Scenarios;

/// <summary><c>examples/firmware</c>: a program in C that links kernels built from C#.</summary>
public sealed class Firmware
{
    private const string Compiler = "riscv64-unknown-elf-gcc";

    private static readonly string[] Flags =
        ["-std=gnu11", "-O2", "-march=rv64imafdc_zicsr_zifencei", "-mabi=lp64d", "-mcmodel=medany", "-ffreestanding", "-ffp-contract=off", "-fno-strict-aliasing", "-nostdlib", "-nostartfiles", "-static"];

    [Fact]
    public void Program_LinkedWithTheLibrary_IsRightAndTakesTheCyclesThatTheBuildSays()
    {
        RequireCompiler();
        string example = Repository.File("examples", "firmware");
        Command built = Command.Run(example, "bash", ["build.sh"]);
        built.ExitCode.ShouldBe(0, built.Output);
        string beside = Path.Combine(example, "kernels", "bin", "Release", "net10.0", "autocomp", "Kernels");
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(beside, "manifest.json")));
        long stated = manifest.RootElement.GetProperty("kernels")[0].GetProperty("cycles").GetInt64();

        long taken = Run(Path.Combine(example, "build", "firmware.elf"));

        TestContext.Current.TestOutputHelper!.WriteLine($"firmware {taken} cycles, build {stated} cycles, {100.0 * (taken - stated) / stated:F2} %");
        Math.Abs(taken - stated).ShouldBeLessThanOrEqualTo(stated / 100, $"the program took {taken} cycles, the build said {stated}");
    }

    [Fact]
    public void Program_CompiledWithExportedC_IsRight()
    {
        RequireCompiler();
        string example = Repository.File("examples", "firmware");
        Command built = Command.Run(example, "bash", ["build.sh"]);
        built.ExitCode.ShouldBe(0, built.Output);
        using Scenario scenario = new();

        Command exported = Tool(scenario.Folder, "export", Path.Combine(example, "kernels"), "-c", "Release", "--c", "--macros", "--output", scenario.At("c"));

        exported.ExitCode.ShouldBe(0, exported.Output);
        string headers = Path.Combine(example, "kernels", "bin", "Release", "net10.0", "autocomp", "Kernels", "gemmini-int8-16x16");
        string[] sources = [.. new[] { "start.S", "main.c", "host.c" }.Select(file => Path.Combine(example, file)), .. Directory.GetFiles(scenario.At("c"), "*.c")];
        Command compiled = Command.Run(
            scenario.Folder, Compiler, [.. Flags, "-I" + headers, "-I" + scenario.At("c"), "-T", Path.Combine(example, "link.ld"), .. sources, "-lgcc", "-o", "program.elf"]);
        compiled.ExitCode.ShouldBe(0, compiled.Output);
        Run(scenario.At("program.elf")).ShouldBeGreaterThan(0);
    }

    /// <summary>Runs the program strictly, checks that it found no wrong result, and takes its own count of cycles.</summary>
    private static long Run(string program)
    {
        Command run = Tool(Repository.Root, "run", program, "--timed", "--strict");
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("wrong results: 0\n");
        return long.Parse(Regex.Match(run.Output, "cycles of a call: ([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static Command Tool(string folder, params string[] arguments) => Command.Run(folder, "bash", [Repository.File("autocomp"), .. arguments]);

    private static void RequireCompiler()
    {
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Compiler)));
        if (!isThere) Assert.Skip($"{Compiler} is not installed: apt-get install gcc-riscv64-unknown-elf");
    }
}

using System.CommandLine;
using Autocomp.Backend.CodeGeneration;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp doctor</c>: whether this machine has what a build needs.</summary>
internal static class DoctorCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<string?> llvm = new("--llvm") { Description = "Path of libLLVM, as in the property AutocompLlvmPath." };
        Command command = new("doctor", "Check that LLVM and the .NET SDK are in place; says what to install.") { llvm };
        command.SetAction(parsed =>
        {
            LlvmLocation location = LlvmLibrary.Locate(new LlvmSearch(parsed.GetValue(llvm), AppContext.BaseDirectory));
            Console.WriteLine(location.Error is null ? $"LLVM    ok: {location.Version} ({location.Path})" : $"LLVM    missing: {location.Error}");
            string? roslyn = Environment.GetEnvironmentVariable(RoslynResolver.Variable);
            Console.WriteLine(roslyn is null ? "Roslyn  missing: no .NET SDK 10 beside this runtime; install one" : $"Roslyn  ok: {roslyn}");
            Console.WriteLine($".NET    ok: {Environment.Version}");
            return location.Error is null && roslyn is not null ? 0 : 1;
        });
        return command;
    }
}

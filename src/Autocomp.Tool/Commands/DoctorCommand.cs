using System.CommandLine;
using System.Text.Json.Nodes;
using Autocomp.Tool.Diagnosis;
using Autocomp.Tool.Output;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp doctor</c>: whether this machine has what a build needs.</summary>
internal static class DoctorCommand
{
    /// <summary>Declares the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<string?> llvm = new("--llvm") { Description = "Path of libLLVM, as in the property AutocompLlvmPath." };
        Option<string> model = new("--model") { Description = "Model(s), as in the property AutocompModel.", DefaultValueFactory = _ => "" };
        Option<string> endpoint = new("--endpoint") { Description = "Address of the model's server, as in the property AutocompModelEndpoint.", DefaultValueFactory = _ => "" };
        Option<bool> ask = new("--ask") { Description = "Ask the model's server for its list of models: shows that address and key work, and costs nothing." };
        Option<bool> json = new("--json") { Description = "Print one JSON document on standard output." };
        Command command = new("doctor", "Check that LLVM, the .NET SDK and the model's server are in place; says what to do where they are not.") { llvm, model, endpoint, ask, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            List<Finding> findings = [MachineChecks.Runtime(), MachineChecks.Sdk(), MachineChecks.Roslyn(), MachineChecks.Llvm(parsed.GetValue(llvm)), MachineChecks.Data()];
            using ModelChecks models = new(Environment.GetEnvironmentVariable);
            findings.AddRange(await models.RunAsync(parsed.GetValue(model)!, parsed.GetValue(endpoint)!, parsed.GetValue(ask), cancellation).ConfigureAwait(false));
            bool healthy = findings.TrueForAll(f => f.IsOk);
            if (parsed.GetValue(json))
            {
                Json.Print(new JsonObject
                {
                    ["healthy"] = healthy,
                    ["findings"] = Json.Array(findings.Select(f => new JsonObject { ["subject"] = f.Subject, ["ok"] = f.IsOk, ["text"] = f.Text })),
                });
            }
            else
            {
                foreach (Finding f in findings) Console.WriteLine($"{f.Subject,-10}{(f.IsOk ? "ok     " : "MISSING")} {f.Text}");
            }

            return healthy ? ExitCodes.Done : ExitCodes.Failed;
        });
        return ExampleHelp.With(command, "autocomp doctor", "autocomp doctor --model gpt-5 --ask      # with AUTOCOMP_API_KEY in the environment");
    }
}

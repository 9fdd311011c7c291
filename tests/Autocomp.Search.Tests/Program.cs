using Autocomp.Search.Evaluation;
using Autocomp.Search.Reference;
using Autocomp.Search.Tests.Evaluation;
using Autocomp.Search.Tests.Projects;
using Xunit.Runner.InProc.SystemConsole;

// The tests start this program again as a child of the worker; without such a command it runs the tests.
switch (args)
{
    case ["reference"]:
        await ReferenceHost.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
        return 0;
    case ["evaluator"]:
        await EvaluatorHost.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
        return 0;
    case ["fake-evaluator"]:
        return await FakeEvaluatorHost.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
    case ["hostile-evaluator"]:
        return await HostileEvaluatorHost.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
    case ["die"]:
        Console.Error.WriteLine("LLVM ERROR: out of registers");
        return 134;
    case ["tune", var folder, var model]:
        return (await new PrefixProject(folder).TuneAsync(model)).Succeeded ? 0 : 1;
    default:
        return await ConsoleRunner.Run(args);
}

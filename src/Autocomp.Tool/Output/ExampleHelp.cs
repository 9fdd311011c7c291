using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Autocomp.Tool.Output;

/// <summary>Help with examples, under the name that people type, whatever the assembly is called.</summary>
/// <param name="inner">The library's own help.</param>
internal sealed class ExampleHelp(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> s_examples = [];

    /// <summary>Gives a command examples; each is a command line, with an explanation behind <c>#</c> if it needs one.</summary>
    public static Command With(Command command, params string[] examples)
    {
        s_examples.AddOrUpdate(command, examples);
        return command;
    }

    /// <summary>Puts this help in the place of the root's own.</summary>
    public static void Install(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new ExampleHelp((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        using StringWriter text = new();
        parseResult.InvocationConfiguration.Output = text;
        int code = inner.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(text.ToString().TrimEnd().Replace(RootCommand.ExecutableName, "autocomp", StringComparison.Ordinal) + "\n");
        if (s_examples.TryGetValue(parseResult.CommandResult.Command, out string[]? examples))
            output.Write("\nExamples:\n" + string.Concat(examples.Select(e => $"  {e}\n")));
        if (parseResult.CommandResult.Command is RootCommand)
            output.Write("\nExit codes: 0 done, 1 failed or found something wrong, 2 wrong command line, 130 interrupted.\n");
        return code;
    }
}

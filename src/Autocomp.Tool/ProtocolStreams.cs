namespace Autocomp.Tool;

/// <summary>The standard streams of a child, reserved for its protocol.</summary>
internal static class ProtocolStreams
{
    /// <summary>Takes both streams; whatever writes to the console afterwards goes to standard error, so that it cannot be taken for a message.</summary>
    /// <returns>Input and output.</returns>
    public static (Stream Input, Stream Output) Take()
    {
        Stream input = Console.OpenStandardInput();
        Stream output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error);
        return (input, output);
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Autocomp.Search.Models;

/// <summary>A local program as the model: the prompt goes to its standard input, its standard output is the reply.</summary>
/// <remarks>The program's standard error is not read into the reply. One that writes more than a reply may have is ended and its text cut; one that fails is a failed attempt.</remarks>
public sealed class CommandTransport : IModelTransport
{
    private readonly string program;
    private readonly string[] arguments;

    /// <summary>A program with its arguments.</summary>
    /// <param name="commandLine">Program and arguments separated by spaces; double quotes keep spaces together.</param>
    public CommandTransport(string commandLine)
    {
        string[] words = Split(commandLine);
        if (words.Length == 0) throw new ArgumentException("The model command is empty.", nameof(commandLine));
        program = words[0];
        arguments = words[1..];
        Name = "command:" + string.Join(' ', words);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task<ModelReply> SendAsync(ModelRequest request, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        using Process process = Start(start);
        try
        {
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            Task<string> reading = ReadAsync(process.StandardOutput, cancellation);
            try
            {
                await process.StandardInput.WriteAsync((request.System + "\n\n" + request.User + "\n").AsMemory(), cancellation).ConfigureAwait(false);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // A program may answer without reading all of its input.
            }

            string text = await reading.ConfigureAwait(false);
            if (text.Length == ModelReply.MaxCharacters) return new(text, 0, 0);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            if (process.ExitCode != 0) throw new ModelTransportException($"The model command ended with exit code {process.ExitCode}.", transient: false);
            return new(text, 0, 0);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        while (await reader.ReadAsync(buffer.AsMemory(), cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            text.Append(buffer, 0, Math.Min(count, ModelReply.MaxCharacters - text.Length));
            if (text.Length == ModelReply.MaxCharacters) break;
        }

        return text.ToString();
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new ModelTransportException($"The model command {program} did not start.", transient: false);
        }
        catch (Win32Exception e)
        {
            throw new ModelTransportException($"The model command {program} did not start: {e.Message}", transient: false, inner: e);
        }
    }

    private static string[] Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool quoted = false, any = false;
        foreach (char c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
                any = true;
            }
            else if (char.IsWhiteSpace(c) && !quoted)
            {
                if (any) words.Add(word.ToString());
                word.Clear();
                any = false;
            }
            else
            {
                word.Append(c);
                any = true;
            }
        }

        if (any) words.Add(word.ToString());
        return [.. words];
    }
}

using System.Text;

namespace Autocomp.Tool.Commands;

/// <summary>Passes a program's console on and knows whether its last line is open.</summary>
internal sealed class ConsoleTail(TextWriter inner) : TextWriter
{
    private bool _open;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        inner.Write(value);
        _open = value != '\n';
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty) return;
        inner.Write(buffer);
        _open = buffer[^1] != '\n';
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <summary>Ends the last line when the program did not.</summary>
    public void EndLine()
    {
        if (_open) inner.WriteLine();
        _open = false;
        inner.Flush();
    }
}

namespace Autocomp.Search.Journal;

/// <summary>A file of lines that only grows. Each line is with the operating system before the call returns, so that killing the process loses at most the line under way.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly long _most;
    private bool _isCut;

    /// <summary>Opens a file to append to.</summary>
    /// <param name="path">The file, made when missing.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public JournalFile(string path, long most)
    {
        _most = most;
        // Reports may read it meanwhile.
        _stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        Span<byte> last = stackalloc byte[1];
        if (_stream.Length > 0)
        {
            _stream.Position = _stream.Length - 1;
            _isCut = _stream.Read(last) == 1 && last[0] != '\n';
        }
    }

    /// <summary>Its whole content from the beginning; use it before the next call only.</summary>
    public Stream FromStart()
    {
        _stream.Position = 0;
        return _stream;
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line with its line feed.</param>
    /// <param name="durable">Whether it must outlive a failure of power: it cost money.</param>
    /// <returns>Where it begins.</returns>
    /// <exception cref="IOException">The disk is full, or the file as large as it may be.</exception>
    public long Append(ReadOnlySpan<byte> line, bool durable)
    {
        _stream.Position = _stream.Length;
        if (_stream.Position + line.Length > _most) throw new IOException($"it has reached its limit of {_most >> 20} MiB");
        try
        {
            // A line that was cut by a kill or a full disk ends here, so that it spoils no other.
            if (_isCut) _stream.WriteByte((byte)'\n');
            _isCut = true;
            long offset = _stream.Position;
            _stream.Write(line);
            _isCut = false;
            if (durable) _stream.Flush(flushToDisk: true);
            return offset;
        }
        catch (ArgumentOutOfRangeException e)
        {
            // How .NET names EFBIG: the user's limit on the size of files, or the file system's.
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Reads a part back.</summary>
    /// <param name="offset">Bytes before it.</param>
    /// <param name="length">Its bytes.</param>
    public byte[] Read(long offset, int length)
    {
        byte[] bytes = new byte[length];
        _stream.Position = offset;
        _stream.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}

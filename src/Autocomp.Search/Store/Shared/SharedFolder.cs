namespace Autocomp.Search.Store.Shared;

/// <summary>A folder that machines share, for example on a file server: a file a key, replaced whole.</summary>
/// <param name="folder">The folder.</param>
internal sealed class SharedFolder(string folder) : ISharedPlace
{
    /// <inheritdoc/>
    public string Name => folder;

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellation)
    {
        // A folder that is gone is an outage; a file that is not there is a miss.
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException("there is no such folder");
        FileInfo file = new(PathOf(key));
        return !file.Exists || file.Length > SharedEntry.MostBytes ? null : await File.ReadAllBytesAsync(file.FullName, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task PutAsync(string key, byte[] content, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException("there is no such folder");
        AtomicFile.Write(PathOf(key), content);
        return Task.CompletedTask;
    }

    private string PathOf(string key) => Path.Combine(folder, key[..2], key + ".json");
}

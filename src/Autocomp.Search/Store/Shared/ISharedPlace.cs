namespace Autocomp.Search.Store.Shared;

/// <summary>A place where machines share schedules by key. I/O failures are <see cref="IOException"/> and <see cref="HttpRequestException"/>.</summary>
internal interface ISharedPlace
{
    /// <summary>How messages call it.</summary>
    string Name { get; }

    /// <summary>Looks an entry up.</summary>
    /// <param name="key">From <see cref="SharedKey"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Its bytes, or null when there is none.</returns>
    Task<byte[]?> GetAsync(string key, CancellationToken cancellation);

    /// <summary>Stores an entry, replacing an earlier one.</summary>
    /// <param name="key">From <see cref="SharedKey"/>.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellation">Ends the work.</param>
    Task PutAsync(string key, byte[] content, CancellationToken cancellation);
}

using System.Collections.Immutable;

namespace Autocomp.Search.Store.Shared;

/// <summary>The places from which a project takes schedules that others have found, and to which it gives. A place that fails is left out for the rest of the build and said once; no build fails for it.</summary>
internal sealed class SharedSchedules : IDisposable
{
    private readonly HttpClient _http;
    private readonly ImmutableArray<ISharedPlace> _places;
    private readonly HashSet<ISharedPlace> _down = [];
    private readonly List<string> _troubles = [];
    private readonly Lock _gate = new();

    /// <summary>The places that a project names.</summary>
    /// <param name="places">Folders and <c>http</c> addresses, separated by semicolons; empty for none.</param>
    /// <param name="projectDirectory">What relative folders start from.</param>
    /// <param name="environment">Reads environment variables: <c>AUTOCOMP_STORE_TOKEN</c> and the hosts that may see it, <c>AUTOCOMP_STORE_HOSTS</c>.</param>
    public SharedSchedules(string places, string projectDirectory, Func<string, string?> environment)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(3) }) { Timeout = TimeSpan.FromSeconds(15) };
        _places = [.. places.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => Place(p, projectDirectory, environment)).OfType<ISharedPlace>()];
    }

    /// <summary>Whether there is any place.</summary>
    public bool IsEmpty => _places.IsEmpty;

    /// <summary>What went wrong, a sentence a place.</summary>
    public ImmutableArray<string> Troubles
    {
        get
        {
            lock (_gate) return [.. _troubles];
        }
    }

    /// <summary>Notes that a schedule that a place holds is not used.</summary>
    /// <param name="kernel">Whose.</param>
    /// <param name="reason">Why, as a clause.</param>
    public void Refuse(string kernel, string reason)
    {
        lock (_gate) _troubles.Add($"one for {kernel} was refused: {reason}");
    }

    /// <summary>Everything that the places hold for a key, in their order.</summary>
    /// <param name="key">From <see cref="SharedKey"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<ImmutableArray<SharedEntry>> FindAsync(string key, CancellationToken cancellation)
    {
        List<SharedEntry> found = [];
        foreach (ISharedPlace place in _places)
        {
            byte[]? content = await TryAsync(place, "read", () => place.GetAsync(key, cancellation), cancellation).ConfigureAwait(false);
            if (content is not null && SharedEntry.Read(content) is { } entry) found.Add(entry);
        }

        return [.. found];
    }

    /// <summary>Gives a schedule to every place that does not hold a better one.</summary>
    /// <param name="key">From <see cref="SharedKey"/>.</param>
    /// <param name="entry">The schedule.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task SaveAsync(string key, SharedEntry entry, CancellationToken cancellation)
    {
        foreach (ISharedPlace place in _places)
        {
            byte[]? there = await TryAsync(place, "read", () => place.GetAsync(key, cancellation), cancellation).ConfigureAwait(false);
            if (there is not null && SharedEntry.Read(there) is { } known && known.Cycles <= entry.Cycles) continue;
            await TryAsync<object>(place, "written", async () =>
            {
                await place.PutAsync(key, entry.Write(), cancellation).ConfigureAwait(false);
                return null;
            }, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T?> TryAsync<T>(ISharedPlace place, string verb, Func<Task<T?>> work, CancellationToken cancellation)
        where T : class
    {
        lock (_gate)
        {
            if (_down.Contains(place)) return null;
        }

        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            lock (_gate)
            {
                if (_down.Add(place)) _troubles.Add($"{place.Name} could not be {verb}: {(e is OperationCanceledException ? "no answer in time" : e.Message)}");
            }

            return null;
        }
    }

    private ISharedPlace? Place(string name, string projectDirectory, Func<string, string?> environment)
    {
        if (!name.Contains("://", StringComparison.Ordinal)) return new SharedFolder(Path.GetFullPath(Path.Combine(projectDirectory, name)));
        if (!Uri.TryCreate(name, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            _troubles.Add($"'{name}' is neither a folder nor an https address");
            return null;
        }

        // The project names the server, so the environment must name it too before it sees the token.
        string[] hosts = (environment("AUTOCOMP_STORE_HOSTS") ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        bool isNamed = hosts.Any(h => h.Equals(address.Host, StringComparison.OrdinalIgnoreCase) || h.Equals(address.Authority, StringComparison.OrdinalIgnoreCase));
        return new SharedServer(_http, address, isNamed && environment("AUTOCOMP_STORE_TOKEN") is { Length: > 0 } token ? token : null);
    }
}

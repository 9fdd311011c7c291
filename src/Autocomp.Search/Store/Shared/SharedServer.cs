using System.Net;
using System.Net.Http.Headers;

namespace Autocomp.Search.Store.Shared;

/// <summary>A server that keeps files by name, as remote build caches do: <c>GET address/key</c> (404 is a miss), <c>PUT address/key</c>.</summary>
/// <param name="http">The client; it must not follow redirects, because they could carry the token elsewhere.</param>
/// <param name="address">The base address.</param>
/// <param name="token">Sent as a bearer token, or null.</param>
internal sealed class SharedServer(HttpClient http, Uri address, string? token) : ISharedPlace
{
    /// <inheritdoc/>
    public string Name => address.GetLeftPart(UriPartial.Path);

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellation)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, key);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        if (response.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"it answered {(int)response.StatusCode} {response.ReasonPhrase}");
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        byte[] content = new byte[SharedEntry.MostBytes + 1];
        int read = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return read > SharedEntry.MostBytes ? null : content[..read];
    }

    /// <inheritdoc/>
    public async Task PutAsync(string key, byte[] content, CancellationToken cancellation)
    {
        using HttpRequestMessage request = Request(HttpMethod.Put, key);
        request.Content = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using HttpResponseMessage response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"it answered {(int)response.StatusCode} {response.ReasonPhrase}");
    }

    private HttpRequestMessage Request(HttpMethod method, string key)
    {
        HttpRequestMessage request = new(method, new Uri(address.ToString().TrimEnd('/') + "/" + key));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}

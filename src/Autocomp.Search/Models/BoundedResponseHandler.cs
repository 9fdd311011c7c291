namespace Autocomp.Search.Models;

/// <summary>Reads a server's answer whole, or fails when it is larger than any answer should be: what comes is not trusted, its announced length neither.</summary>
/// <param name="inner">Sends.</param>
/// <param name="most">Most bytes of a body.</param>
internal sealed class BoundedResponseHandler(HttpMessageHandler inner, int most) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            MemoryStream body = new();
            byte[] buffer = new byte[1 << 16];
            while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                if (body.Length + count > most) throw new TooLargeException();
                body.Write(buffer, 0, count);
            }

            body.Position = 0;
            StreamContent content = new(body);
            foreach ((string name, IEnumerable<string> values) in response.Content.Headers) content.Headers.TryAddWithoutValidation(name, values);
            response.Content = content;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The body passed the limit.</summary>
    public sealed class TooLargeException : Exception;
}

using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using OpenAI;
using OpenAI.Chat;

namespace Autocomp.Search.Models;

/// <summary>An endpoint that speaks the OpenAI protocol (chat completions).</summary>
public sealed class OpenAITransport : IModelTransport, IDisposable
{
    // Room for the longest text with every character escaped, and as much again for what stands around it.
    private const int MaxBytes = 16 << 20;

    private readonly HttpClient http;
    private readonly ChatClient client;

    /// <summary>A client of one model. Redirects are not followed and the client's own retries are off.</summary>
    /// <param name="model">The model's name at the provider.</param>
    /// <param name="endpoint">The base address, for example <c>https://api.openai.com/v1</c>.</param>
    /// <param name="key">The key, or null to send none.</param>
    public OpenAITransport(string model, Uri endpoint, string? key)
    {
        Name = "openai:" + model;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        http = new HttpClient(new BoundedResponseHandler(handler, MaxBytes), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        client = new ChatClient(model, new ApiKeyCredential(key ?? "none"), new OpenAIClientOptions
        {
            Endpoint = endpoint,
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            Transport = new HttpClientPipelineTransport(http),
        });
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task<ModelReply> SendAsync(ModelRequest request, CancellationToken cancellation)
    {
        var options = new ChatCompletionOptions { MaxOutputTokenCount = request.MaxOutputTokens };
        if (request.Temperature is { } temperature) options.Temperature = (float)temperature;
        try
        {
            ChatCompletion completion = (await client.CompleteChatAsync([new SystemChatMessage(request.System), new UserChatMessage(request.User)], options, cancellation).ConfigureAwait(false)).Value;
            string text = string.Concat(completion.Content.Select(part => part.Text));
            if (text.Length > ModelReply.MaxCharacters) text = text[..ModelReply.MaxCharacters];
            return new(text, completion.Usage?.InputTokenCount ?? 0, completion.Usage?.OutputTokenCount ?? 0);
        }
        catch (BoundedResponseHandler.TooLargeException)
        {
            // An answer all the same, and one that must come again in a replay: it costs a candidate, not the search.
            return new($"The server's answer had more than {MaxBytes >> 20} MiB.", 0, 0);
        }
        catch (ClientResultException e)
        {
            bool transient = e.Status is 0 or 408 or 409 or 429 or >= 500;
            throw new ModelTransportException($"The model's server answered with status {e.Status.ToString(CultureInfo.InvariantCulture)}.", transient, RetryAfter(e.GetRawResponse()), e);
        }
        catch (HttpRequestException e)
        {
            throw new ModelTransportException($"The model's server could not be reached ({e.HttpRequestError}).", transient: true, inner: e);
        }
        catch (IOException e)
        {
            throw new ModelTransportException("The connection to the model's server was cut.", transient: true, inner: e);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
        {
            throw new ModelTransportException("The model's server answered something that is not a chat completion.", transient: false, inner: e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static TimeSpan? RetryAfter(PipelineResponse? response) =>
        response is not null && response.Headers.TryGetValue("retry-after", out string? value)
        && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : null;
}

using System.Collections.Immutable;
using System.Net.Http.Headers;
using Autocomp.Search.Models;

namespace Autocomp.Tool.Diagnosis;

/// <summary>Whether the models that a project names could be asked, under the rules of the environment.</summary>
/// <param name="environment">Reads an environment variable.</param>
internal sealed class ModelChecks(Func<string, string?> environment) : IDisposable
{
    // A redirect could carry the key to another host.
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(15) };

    /// <summary>Looks at each model.</summary>
    /// <param name="models">As in <c>AutocompModel</c>; empty for none.</param>
    /// <param name="endpoint">As in <c>AutocompModelEndpoint</c>; empty for the provider's own.</param>
    /// <param name="ask">Whether to send a request.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<ImmutableArray<Finding>> RunAsync(string models, string endpoint, bool ask, CancellationToken cancellation)
    {
        ImmutableArray<ModelSpecification> named = ModelSpecification.Parse(models, out string? problem);
        if (problem is not null) return [new("Model", false, problem)];
        if (named.IsEmpty && endpoint.Length == 0) return [new("Model", true, "none named; the built-in proposer searches (--model NAME checks one)")];
        List<Finding> findings = [];
        foreach (ModelSpecification model in named.Where(m => m.Provider == "command")) findings.Add(Program(model.Model));
        if (endpoint.Length > 0 || named.Any(m => m.Provider != "command"))
            findings.Add(await EndpointAsync(endpoint.Length > 0 ? endpoint : $"https://{ModelSecrets.ProviderHost}/v1", ask, cancellation).ConfigureAwait(false));
        return [.. findings];
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Finding Program(string command)
    {
        string program = command.StartsWith('"') ? command.Split('"')[1] : command.Split(' ', 2)[0];
        bool found = program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? File.Exists(program)
            : (environment("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
        return new("Model", found, found ? $"the command {program} is there" : $"the command '{program}' was not found; name it by its full path");
    }

    private async Task<Finding> EndpointAsync(string address, bool ask, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint)) return new("Model", false, $"'{address}' is no absolute address; write it like https://{ModelSecrets.ProviderHost}/v1");
        ModelSecrets.Decision decision = new ModelSecrets(environment).For(endpoint);
        if (decision.Refusal is { } refusal) return new("Model", false, refusal);
        string key = decision.Key is null ? "without a key" : "with the key from the environment";
        if (!ask) return new("Model", true, $"{endpoint} may be asked {key} (--ask tries it)");
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, endpoint.ToString().TrimEnd('/') + "/models");
            if (decision.Key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", decision.Key);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new("Model", true, $"{endpoint} answered {key}")
                : new("Model", false, FormattableString.Invariant($"{endpoint} answered {(int)response.StatusCode} {response.ReasonPhrase} {key}; {((int)response.StatusCode is 401 or 403 ? "the key is refused" : "look at the address")}"));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new("Model", false, $"{endpoint} did not answer: {e.Message}");
        }
    }
}

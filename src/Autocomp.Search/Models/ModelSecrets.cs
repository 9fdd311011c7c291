namespace Autocomp.Search.Models;

/// <summary>Who may see the key: it comes from the environment only and goes only to hosts that the environment allows.</summary>
/// <remarks>
/// <c>AUTOCOMP_API_KEY</c>, falling back to <c>OPENAI_API_KEY</c>. <c>AUTOCOMP_ALLOWED_HOSTS</c> is a list of host names with optional port
/// (<c>host</c> or <c>host:port</c>, separated by commas or semicolons); without it only the provider's own host is allowed.
/// A loopback server that is not named is asked without a key.
/// </remarks>
/// <param name="environment">Reads an environment variable; null when it is not set.</param>
public sealed class ModelSecrets(Func<string, string?> environment)
{
    /// <summary>The provider's own host.</summary>
    public const string ProviderHost = "api.openai.com";

    /// <summary>What may be sent to an endpoint.</summary>
    /// <param name="Key">The key to send, or null to send none.</param>
    /// <param name="Refusal">Why nothing may be sent there, or null.</param>
    public readonly record struct Decision(string? Key, string? Refusal);

    /// <summary>Decides about one endpoint.</summary>
    /// <param name="endpoint">Where requests go.</param>
    /// <returns>The key to use, or the reason to refuse.</returns>
    public Decision For(Uri endpoint)
    {
        string? key = Read("AUTOCOMP_API_KEY") ?? Read("OPENAI_API_KEY");
        string[] allowed = (Read("AUTOCOMP_ALLOWED_HOSTS") ?? ProviderHost).Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        bool named = allowed.Any(a => a.Equals(endpoint.Host, StringComparison.OrdinalIgnoreCase) || a.Equals(endpoint.Authority, StringComparison.OrdinalIgnoreCase));
        if (!named)
        {
            return endpoint.IsLoopback
                ? new(null, null)
                : new(null, $"The model's host {endpoint.Host} is not allowed. Name it in the environment variable AUTOCOMP_ALLOWED_HOSTS (now: {string.Join(", ", allowed)}).");
        }

        if (endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback) return new(null, $"The endpoint {endpoint.Host} is not https, so a key would travel in clear text. Use https.");
        return key is null && !endpoint.IsLoopback
            ? new(null, "There is no key for the model. Set the environment variable AUTOCOMP_API_KEY (or OPENAI_API_KEY).")
            : new(key, null);
    }

    /// <summary>Whether a command given as a property may run here.</summary>
    /// <param name="continuousIntegration">Whether this is a CI machine.</param>
    /// <returns>The reason to refuse, or null.</returns>
    public string? RefuseCommand(bool continuousIntegration) =>
        continuousIntegration && Read("AUTOCOMP_ALLOW_COMMAND") != "1"
            ? "A model command runs on CI only when the environment variable AUTOCOMP_ALLOW_COMMAND is 1."
            : null;

    private string? Read(string name) => environment(name) is { Length: > 0 } value ? value : null;
}

using System.Collections.Immutable;
using Autocomp.Search.Journal;
using Autocomp.Search.Models;

namespace Autocomp.Search.Projects;

/// <summary>Makes the models that a project names, under the rules of the environment.</summary>
/// <param name="settings">The build's settings.</param>
/// <param name="journal">Where replies are recorded and replayed from.</param>
/// <param name="time">The clock of time limits and waits.</param>
internal sealed class ModelSetup(BuildSettings settings, SearchJournal journal, TimeProvider time)
{
    private static readonly Uri s_provider = new($"https://{ModelSecrets.ProviderHost}/v1");

    /// <summary>Makes the ensemble. A model that may not be asked answers from stored replies only.</summary>
    /// <param name="trouble">What the user should know: a wrong property, a refused host or command.</param>
    /// <returns>The ensemble, or null when none is named or the property is wrong.</returns>
    public ModelEnsemble? Create(out ImmutableArray<string> trouble)
    {
        ImmutableArray<ModelSpecification> named = ModelSpecification.Parse(settings.Model, out string? problem);
        List<string> said = problem is null ? [] : [problem];
        ImmutableArray<(ILanguageModel, double)> members =
            [.. named.Select(m => ((ILanguageModel)new RecordedModel(m.Name, journal, Live(m, said)), m.Weight))];
        trouble = [.. said];
        return members.IsEmpty ? null : new ModelEnsemble(members);
    }

    private ResilientModel? Live(ModelSpecification model, List<string> said)
    {
        ModelSecrets secrets = new(Environment.GetEnvironmentVariable);
        if (model.Provider == "command")
        {
            if (secrets.RefuseCommand(settings.ContinuousIntegration) is { } refused)
            {
                said.Add(refused);
                return null;
            }

            return Wrap(new CommandTransport(model.Model));
        }

        if (!Uri.TryCreate(settings.ModelEndpoint.Length > 0 ? settings.ModelEndpoint : s_provider.ToString(), UriKind.Absolute, out Uri? endpoint))
        {
            said.Add($"The model endpoint '{settings.ModelEndpoint}' is no absolute address; write it like {s_provider}.");
            return null;
        }

        ModelSecrets.Decision decision = secrets.For(endpoint);
        if (decision.Refusal is { } refusal)
        {
            said.Add(refusal);
            return null;
        }

        return Wrap(new OpenAITransport(model.Model, endpoint, decision.Key));
    }

    private ResilientModel Wrap(IModelTransport transport) => new(transport, settings.Requests, time, settings.Seed);
}

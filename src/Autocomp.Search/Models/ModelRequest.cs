namespace Autocomp.Search.Models;

/// <summary>One request.</summary>
/// <param name="System">The system message.</param>
/// <param name="User">The user message.</param>
/// <param name="Temperature">Sampling temperature, or null for the model's own.</param>
/// <param name="MaxOutputTokens">Upper limit of the reply.</param>
/// <param name="Ordinal">Which sample among equal requests this is, from 0: several samples of one prompt stay several.</param>
public sealed record ModelRequest(string System, string User, double? Temperature, int MaxOutputTokens, int Ordinal);

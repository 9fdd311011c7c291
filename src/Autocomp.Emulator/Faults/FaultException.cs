namespace Autocomp.Emulator;

/// <summary>Carries a fault from where it was found to <see cref="Machine"/>, which turns it into a value.</summary>
internal sealed class FaultException(Fault fault) : Exception(fault.Message)
{
    /// <summary>The fault that ends the run.</summary>
    public Fault Fault { get; } = fault;
}

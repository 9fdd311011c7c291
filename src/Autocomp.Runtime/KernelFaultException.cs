using Autocomp.Emulator;

namespace Autocomp.Runtime;

/// <summary>A built kernel did something that the machine does not allow: an access outside a tensor, a missing fence, a trap of its own checks.</summary>
public sealed class KernelFaultException : Exception
{
    /// <summary>A fault of one call.</summary>
    /// <param name="symbol">The C symbol that ran.</param>
    /// <param name="fault">What happened.</param>
    public KernelFaultException(string symbol, Fault fault)
        : base($"{symbol}: {fault.Message}{(fault.Line is { } line ? $" ({line.File}:{line.Line})" : "")}")
    {
        Symbol = symbol;
        Fault = fault;
    }

    /// <summary>The C symbol that ran.</summary>
    public string Symbol { get; }

    /// <summary>What happened, where, and on whose account.</summary>
    public Fault Fault { get; }
}

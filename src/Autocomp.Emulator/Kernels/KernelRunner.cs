using System.Security.Cryptography;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Runs built kernels (relocatable objects) on one emulated machine, call after call without reset, as an application or a trial does.</summary>
/// <remarks>
/// Not thread-safe: one runner a thread. Between calls the accelerator keeps what it holds, though a kernel may not rely on it;
/// memory and caches are set up anew for each call, so that the same object, arguments and options always give the same result.
/// </remarks>
public sealed class KernelRunner : IDisposable
{
    private const int MostImages = 8;
    private readonly Machine _machine;
    private readonly Dictionary<string, (LinkedImage Image, BlockCache Code)> _images = [];
    private bool _fresh = true;

    /// <summary>A machine of the given target in reset state.</summary>
    /// <param name="target">The machine to emulate.</param>
    /// <param name="clock">Tells the host's time, for <see cref="KernelRunOptions.TimeLimit"/> only. Default: the system's.</param>
    public KernelRunner(TargetDescription target, TimeProvider? clock = null)
    {
        Target = target;
        _machine = new Machine(target, clock);
    }

    /// <summary>The machine that this runner emulates.</summary>
    public TargetDescription Target { get; }

    /// <summary>What the last call noticed under <see cref="Policy.Permissive"/>: each distinct fault once.</summary>
    public IReadOnlyList<Fault> Noticed => _machine.Faults.Noticed;

    /// <summary>Puts the machine into reset state; cheaper than a new runner.</summary>
    public void Reset() => _fresh = true;

    /// <summary>Calls one kernel. Outputs are copied back into the tensor arguments' bytes, also after a fault.</summary>
    /// <param name="elf">A relocatable RV64 object.</param>
    /// <param name="symbol">The function to call.</param>
    /// <param name="arguments">Arguments in parameter order.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <returns>What happened. A bad object is a <see cref="BadImageFormatException"/>.</returns>
    public KernelRunResult Run(
        ReadOnlyMemory<byte> elf,
        string symbol,
        IReadOnlyList<KernelArgument> arguments,
        KernelRunOptions options,
        CancellationToken cancellation = default)
    {
        LinkedImage image = Link(elf);
        if (!image.Functions.TryGetValue(symbol, out ulong function))
            throw new BadImageFormatException($"The object has no function '{symbol}'. It has: {string.Join(", ", image.Functions.Keys.Take(10))}.");
        var call = new KernelCall(_machine, image, function, arguments, options);
        if (_fresh) _machine.Accelerator.Reset(options.PoisonSeed);
        _fresh = false;
        return call.Run(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _machine.Dispose();

    /// <summary>All images stand at the same addresses, so each has its own decoded code.</summary>
    private LinkedImage Link(ReadOnlyMemory<byte> elf)
    {
        string key = Convert.ToHexString(SHA256.HashData(elf.Span));
        if (!_images.TryGetValue(key, out (LinkedImage Image, BlockCache Code) known))
        {
            if (_images.Count == MostImages) _images.Clear();
            known = (ObjectLinker.Link(elf, KernelLayout.CodeBase), new BlockCache(_machine.Memory));
            _images.Add(key, known);
        }

        _machine.Code = known.Code;
        return known.Image;
    }
}

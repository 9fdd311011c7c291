namespace Autocomp.Search.Verification;

/// <summary>A small seeded generator (Steele, Lea and Flood, 'Fast splittable pseudorandom number generators'): the same seed gives the same values on every machine and runtime.</summary>
/// <param name="seed">Any value.</param>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A value in <c>low..high</c>, both included.</summary>
    public long Between(long low, long high)
    {
        ulong span = unchecked((ulong)high - (ulong)low + 1);
        return span == 0 ? (long)Next() : unchecked(low + (long)(ulong)(((UInt128)Next() * span) >> 64));
    }

    /// <summary>A double in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A seed for one named part of a whole, independent of its neighbours'.</summary>
    public static ulong Mix(ulong seed, ulong part)
    {
        var generator = new SplitMix64(seed ^ (part * 0xD6E8FEB86659FD93));
        generator.Next();
        return generator.Next();
    }
}

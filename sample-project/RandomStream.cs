namespace Sample;

/// <summary>SplitMix64: the same numbers everywhere and forever, so that data, weights and accuracy are facts of this source.</summary>
internal sealed class RandomStream(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next number of the stream in 0 ≤ value &lt; <paramref name="bound"/>.</summary>
    public int Next(int bound)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)bound);
    }

    /// <summary>The next number between <paramref name="low"/> and <paramref name="high"/>, both included.</summary>
    public int Next(int low, int high) => low + Next(high - low + 1);
}

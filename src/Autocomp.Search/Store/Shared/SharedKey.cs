using System.Security.Cryptography;
using System.Text;

namespace Autocomp.Search.Store.Shared;

/// <summary>Under which name a schedule is shared: everything that decides whether it is right and how fast it measures, but nothing of how it was searched for.</summary>
public static class SharedKey
{
    /// <summary>The key: 64 lower-case hexadecimal digits.</summary>
    /// <param name="identity">The kernel and its meaning.</param>
    /// <param name="freshness">Versions and memory state; search settings, menu and prompts don't count.</param>
    public static string Of(KernelIdentity identity, Freshness freshness)
    {
        string text = string.Join('\n', "autocomp-shared-1", identity.MeaningHash, identity.Target, freshness.TimingModel, freshness.Llvm, freshness.MemoryState);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

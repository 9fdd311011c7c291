using System.Security.Cryptography;

namespace Autocomp.Build.Tests;

/// <summary>What a folder holds, for comparing two of them.</summary>
internal static class FolderBytes
{
    /// <summary>A line a file: relative path and hash.</summary>
    public static string Of(string folder) => string.Join('\n', Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")
        .Order(StringComparer.Ordinal));
}

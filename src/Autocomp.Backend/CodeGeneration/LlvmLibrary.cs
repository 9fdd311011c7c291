using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LLVMSharp.Interop;

namespace Autocomp.Backend.CodeGeneration;

/// <summary>Finds, checks and loads the native LLVM library, once a process.</summary>
public static unsafe class LlvmLibrary
{
    /// <summary>The library's exact name on the system's search path.</summary>
    public const string Soname = "libLLVM.so.19.1";

    private const string Install = "Install it with 'apt-get install libllvm19', or name the file in the property AutocompLlvmPath.";

    private static readonly ImmutableArray<uint> AcceptedMajors = [19];
    private static readonly Lock Gate = new();
    private static LlvmLocation? located;
    private static IntPtr loaded;

    /// <summary>
    /// Finds the library: the explicit path if one is given, otherwise beside the worker, then the exact soname.
    /// The first success of a process stands for all later calls.
    /// </summary>
    /// <param name="search">Where to look.</param>
    public static LlvmLocation Locate(LlvmSearch search)
    {
        lock (Gate)
        {
            if (located is { Error: null } found)
            {
                return found;
            }

            located = Search(search);
            if (located.Error is null)
            {
                Use(loaded);
            }

            return located;
        }
    }

    /// <summary>Makes sure that a library is loaded, by the default search if nothing located it before.</summary>
    /// <returns>The error of the search, or null.</returns>
    internal static string? Ensure() => Locate(new LlvmSearch(null, AppContext.BaseDirectory)).Error;

    /// <summary>Looks, without remembering what was found.</summary>
    /// <param name="search">Where to look.</param>
    internal static LlvmLocation Search(LlvmSearch search)
    {
        ImmutableArray<string>.Builder tried = ImmutableArray.CreateBuilder<string>();
        foreach (string candidate in Candidates(search))
        {
            if (Path.IsPathRooted(candidate) && !File.Exists(candidate))
            {
                tried.Add($"{candidate} (no such file)");
            }
            else if (!NativeLibrary.TryLoad(candidate, out IntPtr handle))
            {
                tried.Add($"{candidate} (can't be loaded)");
            }
            else if (Check(handle, out string version) is { } refusal)
            {
                tried.Add($"{candidate} ({refusal})");
                NativeLibrary.Free(handle);
            }
            else
            {
                tried.Add($"{candidate} (LLVM {version})");
                loaded = handle;
                return new(candidate, version, null, tried.ToImmutable());
            }
        }

        string list = string.Join(", ", tried);
        return new(null, null, $"LLVM {string.Join(" or ", AcceptedMajors)} was not found; tried: {list}. {Install}", tried.ToImmutable());
    }

    private static IEnumerable<string> Candidates(LlvmSearch search)
    {
        if (!string.IsNullOrEmpty(search.ExplicitPath))
        {
            yield return Path.GetFullPath(search.ExplicitPath);
            yield break;
        }

        if (!string.IsNullOrEmpty(search.WorkerDirectory))
        {
            yield return Path.Combine(Path.GetFullPath(search.WorkerDirectory), Soname);
        }

        yield return Soname;
    }

    /// <summary>Asks the library itself, before anything is bound to it. Returns why it is refused, or null.</summary>
    private static string? Check(IntPtr handle, out string version)
    {
        version = "";
        if (!NativeLibrary.TryGetExport(handle, "LLVMGetVersion", out IntPtr getVersion))
        {
            return "has no LLVMGetVersion";
        }

        uint major, minor, patch;
        ((delegate* unmanaged[Cdecl]<uint*, uint*, uint*, void>)getVersion)(&major, &minor, &patch);
        version = $"{major}.{minor}.{patch}";
        if (!AcceptedMajors.Contains(major))
        {
            return $"is LLVM {version}";
        }

        return NativeLibrary.TryGetExport(handle, "LLVMInitializeRISCVTarget", out _) ? null : "has no RISC-V target";
    }

    private static void Use(IntPtr handle)
    {
        LLVM.ResolveLibrary += (name, _, _) => name == "libLLVM" ? handle : IntPtr.Zero;
        LLVM.InitializeRISCVTargetInfo();
        LLVM.InitializeRISCVTarget();
        LLVM.InitializeRISCVTargetMC();
        LLVM.InitializeRISCVAsmPrinter();
        LLVM.InitializeRISCVAsmParser();
    }
}

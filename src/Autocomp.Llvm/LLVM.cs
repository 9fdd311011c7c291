using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace LLVMSharp.Interop;

/// <summary>LLVM-C, in the part that the back end uses, under the names and signatures of LLVMSharp.Interop (20.1 to 21.1).</summary>
/// <remarks>Only functions that exist alike in LLVM 19 and later. Setting the property <c>AutocompLlvmSharp</c> replaces this assembly by the real package.</remarks>
public static unsafe partial class LLVM
{
    private const string LibraryName = "libLLVM";

    private const string DefaultLibrary = "libLLVM.so.19.1";

    static LLVM() => NativeLibrary.SetDllImportResolver(typeof(LLVM).Assembly, Resolve);

    /// <summary>Asked, in order, for the native library before the default soname is tried; zero passes the question on.</summary>
    public static event DllImportResolver? ResolveLibrary;

    private static IntPtr Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (libraryName != LibraryName)
        {
            return IntPtr.Zero;
        }

        foreach (DllImportResolver resolver in (ResolveLibrary?.GetInvocationList() ?? []).Cast<DllImportResolver>())
        {
            IntPtr handle = resolver(libraryName, assembly, searchPath);
            if (handle != IntPtr.Zero)
            {
                return handle;
            }
        }

        return NativeLibrary.TryLoad(DefaultLibrary, assembly, searchPath, out IntPtr library) ? library : IntPtr.Zero;
    }
}

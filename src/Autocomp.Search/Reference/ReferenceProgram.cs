using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Autocomp.Emulator;

namespace Autocomp.Search.Reference;

/// <summary>A loaded reference assembly.</summary>
internal sealed class ReferenceProgram
{
    private const int Alignment = 64;
    private readonly Action<nint> _entry;

    private ReferenceProgram(Action<nint> entry) => _entry = entry;

    /// <summary>Loads the assembly into a context of its own; nothing of it runs yet.</summary>
    public static ReferenceProgram Load(string path, ImmutableArray<string> libraries)
    {
        var context = new AssemblyLoadContext("reference");
        context.Resolving += (loader, name) =>
            libraries.FirstOrDefault(l => Path.GetFileNameWithoutExtension(l).Equals(name.Name, StringComparison.OrdinalIgnoreCase)) is { } library
                ? loader.LoadFromAssemblyPath(library)
                : null;
        using FileStream image = File.OpenRead(path);
        MethodInfo entry = context.LoadFromStream(image).GetTypes()
            .Select(t => t.GetMethod(ReferenceAssembly.EntryName, BindingFlags.Static | BindingFlags.NonPublic))
            .OfType<MethodInfo>()
            .Single();
        return new(entry.CreateDelegate<Action<nint>>());
    }

    /// <summary>Runs the kernel; tensors' new content is put back into the arguments.</summary>
    /// <returns>The outcome without outputs.</returns>
    public unsafe ReferenceReply Run(IReadOnlyList<KernelArgument> arguments)
    {
        var memory = new nint[arguments.Count];
        try
        {
            for (int i = 0; i < memory.Length; i++)
            {
                int shared = FirstWithSameData(arguments, i);
                memory[i] = shared < i ? memory[shared] : Place(arguments[i]);
            }
            fixed (nint* table = memory) _entry((nint)table);
            for (int i = 0; i < memory.Length; i++)
            {
                if (arguments[i] is not KernelArgument.Tensor tensor) continue;
                var after = new ReadOnlySpan<byte>((void*)memory[i], tensor.Data.Length);
                bool isShared = arguments.Count(a => a is KernelArgument.Tensor other && other.Data == tensor.Data) > 1;
                if (tensor.Access == TensorAccess.In && !isShared && !after.SequenceEqual(tensor.Data))
                    return new(ReferenceOutcome.Threw, string.Create(CultureInfo.InvariantCulture, $"writes to the in-parameter at position {i + 1}; parameters that are written must not be read-only"), []);
                after.CopyTo(tensor.Data);
            }
            return new(ReferenceOutcome.Returned, "", []);
        }
        catch (OutOfMemoryException)
        {
            return new(ReferenceOutcome.OutOfMemory, "ran out of memory", []);
        }
        catch (Exception e) when (e is TypeLoadException or MissingMemberException or BadImageFormatException or FileNotFoundException or FileLoadException)
        {
            // The runtime's words about what stands around the method, not the method's own doing.
            return new(ReferenceOutcome.Crashed, $"cannot be run: {e.GetType().Name}: {e.Message}", []);
        }
        catch (Exception e)
        {
            return new(ReferenceOutcome.Threw, $"threw {e.GetType().Name}{Place(e)}: {e.Message}", []);
        }
        finally
        {
            foreach (nint block in memory.Distinct()) NativeMemory.AlignedFree((void*)block);
        }
    }

    private static int FirstWithSameData(IReadOnlyList<KernelArgument> arguments, int index)
    {
        if (arguments[index] is not KernelArgument.Tensor tensor) return index;
        int first = 0;
        while (arguments[first] is not KernelArgument.Tensor other || other.Data != tensor.Data) first++;
        return first;
    }

    private static unsafe nint Place(KernelArgument argument)
    {
        ReadOnlySpan<byte> bytes = argument switch
        {
            KernelArgument.Tensor tensor => tensor.Data,
            KernelArgument.Integer integer => BitConverter.GetBytes(integer.Value),
            KernelArgument.Single single => BitConverter.GetBytes(single.Value),
            KernelArgument.Double number => BitConverter.GetBytes(number.Value),
            _ => throw new UnreachableException(),
        };
        void* block = NativeMemory.AlignedAlloc((nuint)Math.Max(bytes.Length, 1), Alignment);
        bytes.CopyTo(new Span<byte>(block, bytes.Length));
        return (nint)block;
    }

    private static string Place(Exception e)
    {
        StackFrame? frame = new StackTrace(e, fNeedFileInfo: true).GetFrames().FirstOrDefault(f => f.GetFileLineNumber() > 0);
        return frame is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" at {Path.GetFileName(frame.GetFileName())}({frame.GetFileLineNumber()})");
    }
}

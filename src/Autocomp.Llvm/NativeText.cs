using System.Runtime.InteropServices;
using System.Text;

namespace LLVMSharp.Interop;

/// <summary>A string as LLVM-C takes it: UTF-8 with a terminating zero.</summary>
internal readonly unsafe ref struct NativeText
{
    private readonly sbyte* bytes;

    public NativeText(ReadOnlySpan<char> text)
    {
        Length = Encoding.UTF8.GetByteCount(text);
        bytes = (sbyte*)NativeMemory.Alloc((nuint)Length + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, Length));
        bytes[Length] = 0;
    }

    /// <summary>Bytes before the terminating zero.</summary>
    public int Length { get; }

    public static implicit operator sbyte*(NativeText text) => text.bytes;

    /// <summary>Copies a message that LLVM allocated, and frees it. Empty for null.</summary>
    /// <param name="message">The message.</param>
    public static string TakeMessage(sbyte* message)
    {
        if (message is null)
        {
            return "";
        }

        string text = Marshal.PtrToStringUTF8((nint)message) ?? "";
        LLVM.DisposeMessage(message);
        return text;
    }

    public void Dispose() => NativeMemory.Free(bytes);
}

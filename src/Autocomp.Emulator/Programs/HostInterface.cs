using System.Buffers.Binary;
using System.Text;

namespace Autocomp.Emulator;

/// <summary>The host side of HTIF: exit, console output, and the write call of the proxy kernel's convention. Nothing else of the host is reachable.</summary>
/// <remarks>
/// A value with device 1, command 1 is one character. An even value of device 0 is the address of eight words (call number, arguments) whose first receives
/// the result; an odd one ends the run with the code above bit 0. Source: riscv-isa-sim, fesvr.
/// </remarks>
internal sealed class HostInterface(Memory memory, TextWriter console, ulong toHost, ulong? fromHost)
{
    private const ulong WriteCall = 64;
    private const ulong ExitCall = 93;
    private const ulong MostBytes = 1 << 20;
    private const long NotImplemented = -38;
    private readonly Decoder _text = Encoding.UTF8.GetDecoder();

    /// <summary>Looks at <c>tohost</c> after the guest wrote near it.</summary>
    /// <param name="address">Where it wrote.</param>
    public void Ring(ulong address)
    {
        if (address - toHost >= 8) return;
        ulong value = Read(toHost);
        if (value == 0) return;
        Write(toHost, 0);
        ulong payload = value & 0xffff_ffff_ffff;
        switch (value >> 48)
        {
            case 0 when (payload & 1) != 0:
                throw new StopException(payload >> 1);
            case 0:
                Call(payload);
                if (fromHost is { } answer) Write(answer, 1);
                break;
            case 0x0101:
                Print([(byte)payload]);
                break;
        }
    }

    private void Call(ulong arguments)
    {
        ulong number = Read(arguments);
        if (number == ExitCall) throw new StopException(Read(arguments + 8) & 0xff);
        long result = NotImplemented;
        if (number == WriteCall)
        {
            byte[] bytes = new byte[Math.Min(Read(arguments + 24), MostBytes)];
            memory.Inspect(Read(arguments + 16), bytes);
            Print(bytes);
            result = bytes.Length;
        }

        Write(arguments, (ulong)result);
    }

    private void Print(ReadOnlySpan<byte> bytes)
    {
        Span<char> characters = stackalloc char[256];
        while (bytes.Length > 0)
        {
            ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, 128)];
            int count = _text.GetChars(part, characters, flush: false);
            console.Write(characters[..count]);
            bytes = bytes[part.Length..];
        }
    }

    private ulong Read(ulong address)
    {
        Span<byte> bytes = stackalloc byte[8];
        memory.Inspect(address, bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Answers where the guest itself may write; elsewhere the answer is lost, as on a bus without memory.</summary>
    private void Write(ulong address, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        memory.TryWrite(address, bytes);
    }
}

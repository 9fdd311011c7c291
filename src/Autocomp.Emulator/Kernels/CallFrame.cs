using System.Buffers.Binary;

namespace Autocomp.Emulator;

/// <summary>Enters a function by the calling convention lp64d and checks at its return that it kept it. Source: RISC-V ELF psABI, calling convention.</summary>
internal sealed class CallFrame
{
    private const int ReturnRegister = 1;
    private const int StackRegister = 2;
    private static readonly int[] SavedIntegers = [2, 3, 4, 8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];
    private static readonly int[] SavedFloats = [8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];
    private readonly CoreState _core;
    private readonly ulong[] _integers = new ulong[32];
    private readonly ulong[] _floats = new ulong[32];

    private CallFrame(CoreState core) => _core = core;

    /// <summary>Sets registers and stack for a call.</summary>
    /// <param name="machine">The machine, with its stack mapped.</param>
    /// <param name="function">Address of the function.</param>
    /// <param name="arguments">The arguments; tensors as their addresses.</param>
    /// <param name="stackPointer">Above it is nothing yet.</param>
    /// <param name="poisonSeed">What registers without meaning hold.</param>
    /// <returns>The frame, for <see cref="Check"/>.</returns>
    public static CallFrame Enter(Machine machine, ulong function, IReadOnlyList<(KernelArgument Argument, ulong Address)> arguments, ulong stackPointer, ulong poisonSeed)
    {
        var frame = new CallFrame(machine.Core);
        CoreState core = machine.Core;
        var random = new SplitMix(poisonSeed ^ 0x7265_6773);
        for (int i = 1; i < 32; i++) core.SetX(i, random.Next());
        for (int i = 0; i < 32; i++) core.SetF(i, random.Next());
        var overflow = new List<ulong>();
        int integers = 0;
        int floats = 0;
        foreach ((KernelArgument argument, ulong address) in arguments)
        {
            (ulong bits, bool isFloat) = argument switch
            {
                KernelArgument.Integer integer => ((ulong)integer.Value, false),
                KernelArgument.Single single => (FloatUnit.Boxed(BitConverter.SingleToUInt32Bits(single.Value)), true),
                KernelArgument.Double number => (BitConverter.DoubleToUInt64Bits(number.Value), true),
                _ => (address, false),
            };

            // Floating arguments that find no register of their own take an integer one.
            if (isFloat && floats < 8) core.SetF(10 + floats++, bits);
            else if (integers < 8) core.SetX(10 + integers++, bits);
            else overflow.Add(bits);
        }

        ulong stack = (stackPointer - (ulong)overflow.Count * 8) & ~15UL;
        byte[] slots = new byte[overflow.Count * 8];
        for (int i = 0; i < overflow.Count; i++) BinaryPrimitives.WriteUInt64LittleEndian(slots.AsSpan(i * 8), overflow[i]);
        machine.Memory.Initialize(stack, slots);
        core.SetX(StackRegister, stack);
        core.SetX(ReturnRegister, KernelLayout.ReturnAddress);
        core.FloatEnabled = true;
        core.Pc = function;
        for (int i = 0; i < 32; i++) (frame._integers[i], frame._floats[i]) = (core.GetX(i), core.GetF(i));
        return frame;
    }

    /// <summary>Compares what a function must leave as it was.</summary>
    /// <returns>The fault, or null.</returns>
    public Fault? Check()
    {
        var changed = new List<string>();
        foreach (int i in SavedIntegers)
        {
            if (_core.GetX(i) != _integers[i]) changed.Add(RegisterNames.Integer(i));
        }

        foreach (int i in SavedFloats)
        {
            if (_core.GetF(i) != _floats[i]) changed.Add(RegisterNames.Float(i));
        }

        if (_core.RoundingMode != 0) changed.Add("frm");
        return changed.Count == 0 ? null : new Fault(
            FaultKind.CallingConvention, $"The kernel returned with {string.Join(", ", changed)} changed; the calling convention wants {(changed.Count == 1 ? "it" : "them")} as found.", _core.Pc);
    }
}

namespace Autocomp.Emulator.Timing;

/// <summary>Two places in front of the execute queue. With transposed weights it makes three operations of a preload and its compute (TransposePreloadUnroller.scala).</summary>
internal sealed class TransposeUnroller(EventClock clock, DelayQueue<IssuedCommand> output)
{
    private const uint Garbage = uint.MaxValue;
    private bool _transposedWeights;
    private int _step;

    /// <summary>Commands from the reservation station.</summary>
    public DelayQueue<IssuedCommand> Input { get; } = new(2);

    public void Step()
    {
        var visible = Input.Visible(clock.Now);
        if (visible == 0 || !output.HasRoom(clock.Now))
        {
            return;
        }

        var head = Input.Head;
        var preload = _step == 0 && head.Command.Funct == AcceleratorCommand.Preload;
        if (preload && _transposedWeights && visible < 2)
        {
            return;
        }

        if (preload && _transposedWeights && Input[1].Command.Funct == AcceleratorCommand.ComputeFlip)
        {
            Emit(head.Command with { Rs2 = WithGarbage(head.Command.Rs2) }, -1);
            _step = 1;
            return;
        }

        if (_step == 1)
        {
            // The RTL means to clear the operands here but clears the register numbers, so A is read twice.
            Emit(Input[1].Command with { Funct = AcceleratorCommand.ComputeStay }, -1);
            _step = 2;
            return;
        }

        if (_step == 2)
        {
            head = head with { Command = head.Command with { Rs1 = WithGarbage(head.Command.Rs1) } };
            _step = 0;
        }
        else if (head.Command.Funct == AcceleratorCommand.Config && (head.Command.Rs1 & 0x80) == 0)
        {
            _transposedWeights = (head.Command.Rs1 & 0x204) == 0x204;
        }

        Emit(head.Command, head.Entry);
        Input.Pop(clock.Now);
    }

    public void Reset()
    {
        Input.Clear();
        (_transposedWeights, _step) = (false, 0);
    }

    private static ulong WithGarbage(ulong operand) => (operand & 0xFFFF_FFFF_0000_0000) | Garbage;

    private void Emit(in AcceleratorCommand command, int entry)
    {
        output.Enqueue(new IssuedCommand(command, entry), clock.Now);
        clock.Touch();
    }
}

namespace Autocomp.Emulator.Timing;

/// <summary>Expands <c>loop_conv_ws</c>.</summary>
internal sealed class LoopConvUnroller(EventClock clock, DelayQueue<AcceleratorCommand> output)
{
    /// <summary>Commands from the stage before.</summary>
    public DelayQueue<AcceleratorCommand> Input { get; } = new(2);

    public bool IsBusy => !Input.IsEmpty;

    public void Step()
    {
        if (Input.HasHead(clock.Now) && output.HasRoom(clock.Now))
        {
            output.Enqueue(Input.Head, clock.Now);
            Input.Pop(clock.Now);
            clock.Touch();
        }
    }

    public void Reset() => Input.Clear();
}

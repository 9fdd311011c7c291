using Autocomp.Isa;

namespace Autocomp.Emulator;

// Saving a machine between two runs, and going on from there in another one.
public sealed partial class Machine
{
    /// <summary>Writes everything that decides what the guest computes from here on. Equal states give equal bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <remarks>
    /// Registers, control registers, memory with its regions and poison, local memories with theirs, configuration, what no fence has
    /// covered yet, counters, and what was noticed. Left out: the timing model (after loading it begins with empty caches and an idle
    /// accelerator, while the guest's cycle counter goes on), decoded code, and connections to the host such as HTIF and
    /// <see cref="FaultSink.LineOf"/>, which whoever loads makes again.
    /// </remarks>
    public void Save(Stream stream)
    {
        using var body = new MemoryStream();
        Pass(StateStream.Writer(body));
        StateFile.Write(stream, body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    /// <summary>Takes over a saved state; everything before is forgotten.</summary>
    /// <param name="stream">Where from, as <see cref="Save"/> wrote it.</param>
    /// <exception cref="InvalidDataException">It is no state, of another version or target, cut short or damaged; the machine is as before.</exception>
    public void Load(Stream stream)
    {
        using var body = new MemoryStream(StateFile.Read(stream));
        string wanted = TargetJson.Print(Target);
        StateStream state = StateStream.Reader(body);
        string? saved = state.Text(null);
        if (saved != wanted) throw new InvalidDataException($"The machine state was saved on another target than {Target.Name}, or on other parameters of it; load it on the same.");
        body.Position = 0;
        Reset(0);
        Pass(state);
    }

    private void Pass(StateStream state)
    {
        state.Text(TargetJson.Print(Target));
        Core.Pass(state);
        Memory.Pass(state);
        Faults.Pass(state);
        Accelerator.Pass(state);
        state.Field(ref _lastTrap);
        state.Field(ref _trapsInPlace);
        ulong cycles = state.Value(_interpreter.CyclesBefore + (ulong)Timing.Now);
        if (state.IsReading) _interpreter.CyclesBefore = cycles;
    }
}

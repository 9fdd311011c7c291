namespace Autocomp.Emulator.Timing;

/// <summary>A one-entry pipe register that holds a request beat on its way through translation.</summary>
internal struct RequestStage
{
    public MemoryBeat Beat;
    public long Since;
    public bool Valid;
    public bool Hit;

    public void Set(in MemoryBeat beat, long now) => (Beat, Since, Valid) = (beat, now, true);
}

namespace Autocomp.Emulator;

/// <summary>One call of a kernel on a machine: maps and fills memory, runs by the protocol, judges the return, copies outputs back.</summary>
internal sealed class KernelCall
{
    private readonly Machine _machine;
    private readonly LinkedImage _image;
    private readonly ulong _function;
    private readonly IReadOnlyList<KernelArgument> _arguments;
    private readonly KernelRunOptions _options;
    private readonly KernelLayout _layout;
    private readonly List<(KernelArgument.Tensor Tensor, MemoryRegion Region, int Number)> _tensors = [];
    private readonly List<(KernelArgument Argument, ulong Address)> _placed = [];

    public KernelCall(Machine machine, LinkedImage image, ulong function, IReadOnlyList<KernelArgument> arguments, KernelRunOptions options)
    {
        _machine = machine;
        _image = image;
        _function = function;
        _arguments = arguments;
        _options = options;
        IEnumerable<byte[]> places = arguments.OfType<KernelArgument.Tensor>().Select(tensor => tensor.Data).Distinct();
        _layout = new KernelLayout([.. places.Select(data => data.Length)], options.LayoutSeed);
        Place();
    }

    private bool IsStrict => _options.Policy == Policy.Strict;

    public KernelRunResult Run(CancellationToken cancellation)
    {
        _machine.Faults.Policy = _options.Policy;
        _machine.Faults.LineOf = _image.Lines.Find;
        _machine.Timing.Reset();
        if (_options.Timed && _options.MemoryState == MemoryState.Steady)
        {
            (Fault? early, _) = RunOnce(cancellation);
            if (early is not null) return Result(early, 0, 0, 0);
        }

        if (_options.Timed && _options.MemoryState == MemoryState.Written)
        {
            foreach ((_, MemoryRegion region, _) in _tensors) _machine.Timing.TouchWritten(region.Base, (long)region.Length);
        }

        long commands = _machine.Accelerator.Commands;
        long macs = _machine.Accelerator.Macs;
        _machine.Timing.Begin(_options.Timeline);
        _options.Observer?.Begin([.. _placed.Select(placed => placed.Address)]);
        _machine.Accelerator.Observer = _options.Observer;
        try
        {
            (Fault? fault, long instructions) = RunOnce(cancellation);
            return Result(fault, instructions, _machine.Accelerator.Commands - commands, _machine.Accelerator.Macs - macs);
        }
        finally
        {
            _machine.Accelerator.Observer = null;
        }
    }

    private KernelRunResult Result(Fault? fault, long instructions, long commands, long macs)
    {
        KernelProfile? profile = _options.Timed && fault is null
            ? _machine.Timing.Finish(_image.Lines.Find) with
            {
                ScratchpadRowsUsed = _machine.Accelerator.ScratchpadRowsUsed,
                AccumulatorRowsUsed = _machine.Accelerator.AccumulatorRowsUsed,
            }
            : null;
        foreach ((KernelArgument.Tensor tensor, MemoryRegion region, _) in _tensors)
        {
            if (tensor.Access == TensorAccess.In) continue;
            if (tensor.Access == TensorAccess.InOut || !_options.AcceleratorDisabled) _machine.Memory.Inspect(region.Base, tensor.Data);
            else CopyWritten(region, tensor.Data);
        }

        return new KernelRunResult(fault, instructions, commands, macs, profile);
    }

    /// <summary>Decides addresses and regions.</summary>
    private void Place()
    {
        foreach (KernelArgument argument in _arguments)
        {
            ulong address = 0;
            if (argument is KernelArgument.Tensor first && _tensors.Find(other => other.Tensor.Data == first.Data) is { Region: { } shared })
            {
                address = shared.Base;
            }
            else if (argument is KernelArgument.Tensor tensor)
            {
                address = _layout.Tensors[_tensors.Count];
                tensor = tensor with { Access = SharedAccess(tensor.Data) };
                InitialContent content = IsStrict && tensor.Access == TensorAccess.Out ? InitialContent.Poison : InitialContent.Zero;
                ulong length = (ulong)Math.Max(1, tensor.Data.Length);
                _tensors.Add((tensor, new MemoryRegion($"argument {_placed.Count}", address, length, tensor.Access != TensorAccess.In, content), _placed.Count));
            }

            _placed.Add((argument, address));
        }
    }

    // What holds for memory that several arguments name: readable content as soon as one of them is read, writable as soon as one is written.
    private TensorAccess SharedAccess(byte[] data)
    {
        TensorAccess[] accesses = [.. _arguments.OfType<KernelArgument.Tensor>().Where(tensor => tensor.Data == data).Select(tensor => tensor.Access).Distinct()];
        return accesses.Length == 1 ? accesses[0] : TensorAccess.InOut;
    }

    private (Fault? Fault, long Instructions) RunOnce(CancellationToken cancellation)
    {
        _machine.Core.Reset();
        _machine.Faults.Reset();
        _machine.Memory.ByteLimit = _options.MaxMemoryBytes;
        _machine.Accelerator.BeginKernel();
        CallFrame frame;
        try
        {
            FillMemory();
            frame = CallFrame.Enter(_machine, _function, _placed, _layout.StackPointer, _options.PoisonSeed);
        }
        catch (InsufficientMemoryException exception)
        {
            return (new Fault(FaultKind.MemoryLimit, exception.Message, _function), 0);
        }

        RunOutcome outcome = _machine.Run(
            new RunOptions
            {
                StopAddress = KernelLayout.ReturnAddress,
                Timed = _options.Timed,
                AcceleratorDisabled = _options.AcceleratorDisabled,
                MaxInstructions = _options.MaxInstructions,
                TimeLimit = _options.TimeLimit,
                MaxCycles = _options.Timed ? _options.MaxCycles : 0,
            },
            cancellation);
        Fault? fault = outcome.Fault ?? Machine.Judge(() => JudgeReturn(frame));
        return (fault, _machine.Core.Retired);
    }

    private void FillMemory()
    {
        Memory memory = _machine.Memory;
        memory.Reset(_options.PoisonSeed);
        InitialContent unwritten = IsStrict ? InitialContent.Poison : InitialContent.Zero;
        foreach (ImageSection section in _image.Sections)
            memory.Map(new MemoryRegion(section.Name, section.Address, (ulong)section.Bytes.Length, section.Writable, InitialContent.Zero));
        memory.Map(new MemoryRegion("stack", KernelLayout.StackTop - KernelLayout.StackBytes, KernelLayout.StackBytes, true, unwritten));
        foreach ((_, MemoryRegion region, _) in _tensors) memory.Map(region);

        // Mapping looks at all pages in use, so it comes before any is.
        foreach (ImageSection section in _image.Sections) memory.Initialize(section.Address, section.Bytes);
        foreach ((KernelArgument.Tensor tensor, MemoryRegion region, _) in _tensors)
        {
            if (tensor.Access != TensorAccess.Out || !IsStrict) memory.Initialize(region.Base, tensor.Data);
        }
    }

    private void JudgeReturn(CallFrame frame)
    {
        FaultSink faults = _machine.Faults;
        if (!_options.AcceleratorDisabled && _machine.Accelerator.CheckReturn(_machine.LastPc) is { } open) faults.Report(open);
        if (frame.Check() is { } changed) faults.Report(changed with { ProgramCounter = _machine.LastPc });
        if (!IsStrict || _options.AcceleratorDisabled) return;
        foreach ((KernelArgument.Tensor tensor, MemoryRegion region, int number) in _tensors)
        {
            if (tensor.Access != TensorAccess.Out || _machine.Memory.FirstUnwritten(region.Base, region.Length) is not { } hole) continue;
            faults.Report(new Fault(
                FaultKind.PoisonRead, $"The kernel returned without writing byte {hole - region.Base} of its output, argument {number}; every element of an output is written.", _machine.LastPc, hole));
        }
    }

    /// <summary>With the accelerator disabled, outputs that nothing wrote stay as they were.</summary>
    private void CopyWritten(MemoryRegion region, byte[] data)
    {
        Span<byte> one = stackalloc byte[1];
        for (int i = 0; i < data.Length; i++)
        {
            if (_machine.Memory.Inspect(region.Base + (ulong)i, one)) data[i] = one[0];
        }
    }
}

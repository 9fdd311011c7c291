using System.Collections.Immutable;
using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Follows a run for its timeline. Only attached when one is asked for.</summary>
internal sealed class RunRecorder : IStationObserver
{
    private readonly AcceleratorTiming _accelerator;
    private readonly TimelineOptions _options;
    private readonly long _begin;
    private readonly SampleGrid _grid;
    private readonly long[][] _causes;
    private readonly long[] _loadsBusy;
    private readonly long[] _storesBusy;
    private readonly long[] _bytesRead;
    private readonly long[] _bytesWritten;
    private readonly RowLifetimes _scratchpad;
    private readonly RowLifetimes _accumulator;
    private readonly long[] _issued;
    private readonly long[] _freeFrom = new long[3];
    private readonly List<(string Track, string Name, long Start, long End, ulong Pc)> _slices = [];
    private (CycleCause Cause, ulong Pc, long Start, long End) _open;
    private long _readBefore;
    private long _writtenBefore;

    public RunRecorder(TargetDescription target, AcceleratorTiming accelerator, TimelineOptions options)
    {
        (_accelerator, _options, _begin) = (accelerator, options, accelerator.Now);
        (_readBefore, _writtenBefore) = (accelerator.Port.BytesRead, accelerator.Port.BytesWritten);
        _grid = new SampleGrid(options.Samples);
        _causes = [.. CycleCauseNames.All.Select(_ => _grid.Create())];
        (_loadsBusy, _storesBusy, _bytesRead, _bytesWritten) = (_grid.Create(), _grid.Create(), _grid.Create(), _grid.Create());
        _scratchpad = new RowLifetimes(_grid, target.ScratchpadBanks, target.ScratchpadBankRows);
        _accumulator = new RowLifetimes(_grid, target.AccumulatorBanks, target.AccumulatorBankRows);
        _issued = new long[target.Timing.ReservationLoadEntries + target.Timing.ReservationExecuteEntries + target.Timing.ReservationStoreEntries];
    }

    private bool IsCut { get; set; }

    /// <summary>Cycles passed from <paramref name="now"/> on, all for one cause.</summary>
    public void Pass(long now, long cycles, CycleCause cause, ulong pc)
    {
        var start = now - _begin;
        _grid.Add(_causes[(int)cause], start, cycles);
        if (_accelerator.Loads.IsBusy)
        {
            _grid.Add(_loadsBusy, start, cycles);
        }

        if (_accelerator.Stores.IsBusy)
        {
            _grid.Add(_storesBusy, start, cycles);
        }

        var port = _accelerator.Port;
        if (port.BytesRead != _readBefore || port.BytesWritten != _writtenBefore)
        {
            var part = _grid.PartOf(start);
            _bytesRead[part] += port.BytesRead - _readBefore;
            _bytesWritten[part] += port.BytesWritten - _writtenBefore;
            (_readBefore, _writtenBefore) = (port.BytesRead, port.BytesWritten);
        }

        if (cause == _open.Cause && pc == _open.Pc && start == _open.End)
        {
            _open.End = start + cycles;
            return;
        }

        CloseArraySlice();
        _open = (cause, pc, start, start + cycles);
    }

    /// <summary>The core waited.</summary>
    public void CoreWaited(string what, ulong pc, long from, long to)
    {
        if (to > from && from >= _begin)
        {
            AddSlice("core", what, from - _begin, to - _begin, pc);
        }
    }

    public void Allocated(int entry, int kind, in AcceleratorCommand command, long cycle)
    {
    }

    public void Issued(int entry, long cycle) => _issued[entry] = cycle - _begin;

    public void Completed(int entry, long cycle)
    {
        ref readonly var held = ref _accelerator.Station.EntryAt(entry);
        var kind = _accelerator.Station.KindOfEntry(entry);
        var now = cycle - _begin;
        if (held.IsConfig)
        {
            return;
        }

        NoteRows(held, now);
        if (kind != 1)
        {
            AddSlice(kind == 0 ? "loads" : "stores", NameOf(held.Command.Funct), Math.Max(_issued[entry], _freeFrom[kind]), now, held.Command.Pc);
            _freeFrom[kind] = now;
        }
    }

    /// <summary>The timeline of the run, whose length is now known.</summary>
    public RunTimeline Finish(long cycles, Func<ulong, SourceLine?> lineOf)
    {
        CloseArraySlice();
        _scratchpad.Finish();
        _accumulator.Finish();
        var parts = cycles == 0 ? 0 : _grid.PartOf(cycles - 1) + 1;
        var series = ImmutableArray.CreateBuilder<TimelineSeries>();
        for (var i = 0; i < _causes.Length; i++)
        {
            if (Array.Exists(_causes[i], value => value != 0))
            {
                series.Add(new("cycles", CycleCauseNames.All[i], Cut(_causes[i])));
            }
        }

        series.Add(new("busy", "loads", Cut(_loadsBusy)));
        series.Add(new("busy", "stores", Cut(_storesBusy)));
        series.Add(new("bytes", "read", Cut(_bytesRead)));
        series.Add(new("bytes", "written", Cut(_bytesWritten)));
        AddRows(series, "scratchpad rows", _scratchpad, parts);
        AddRows(series, "accumulator rows", _accumulator, parts);
        var slices = _slices.OrderBy(slice => slice.Start).ThenBy(slice => slice.Track, StringComparer.Ordinal)
            .Select(slice => new TimelineSlice(slice.Track, slice.Name, slice.Start, slice.End, lineOf(slice.Pc)));
        return new RunTimeline(cycles, _grid.PartCycles, series.ToImmutable(), [.. slices], IsCut);

        ImmutableArray<long> Cut(long[] values) => [.. values.Take(parts)];
    }

    private static void AddRows(ImmutableArray<TimelineSeries>.Builder series, string group, RowLifetimes rows, int parts)
    {
        for (var bank = 0; bank < rows.Banks; bank++)
        {
            series.Add(new(group, FormattableString.Invariant($"bank {bank}"), [.. rows.InUse(bank, parts)]));
        }
    }

    private static string NameOf(int funct) => funct switch
    {
        AcceleratorCommand.Load => "mvin",
        AcceleratorCommand.Load2 => "mvin2",
        AcceleratorCommand.Load3 => "mvin3",
        _ => "mvout",
    };

    private void NoteRows(in ReservationEntry held, long now)
    {
        var command = held.Command;
        if (command.IsLoad || command.Funct == AcceleratorCommand.Preload)
        {
            Memory(held.A).Write(held.A, LocalRow.Accumulates(command.Local2), now);
        }
        else
        {
            Memory(held.A).Read(held.A, now);
        }

        if (held.B.Valid)
        {
            Memory(held.B).Read(held.B, now);
        }
    }

    private RowLifetimes Memory(in RowRange rows) => rows.Accumulator ? _accumulator : _scratchpad;

    private void CloseArraySlice()
    {
        if (_open.End > _open.Start)
        {
            AddSlice("array", _open.Cause.Label(), _open.Start, _open.End, _open.Pc);
        }
    }

    private void AddSlice(string track, string name, long start, long end, ulong pc)
    {
        IsCut |= _slices.Count >= _options.Slices;
        if (!IsCut && end > start)
        {
            _slices.Add((track, name, start, end, pc));
        }
    }
}

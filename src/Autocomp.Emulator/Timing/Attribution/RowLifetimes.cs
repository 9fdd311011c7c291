namespace Autocomp.Emulator.Timing;

/// <summary>When the rows of a local memory held data that was still needed: from a write to the last read before the next one.</summary>
internal sealed class RowLifetimes
{
    private readonly SampleGrid _grid;
    private readonly int _bankRows;
    private readonly long[] _since;
    private readonly long[] _lastUse;
    private readonly long[][] _begins;
    private readonly long[][] _ends;

    public RowLifetimes(SampleGrid grid, int banks, int bankRows)
    {
        (_grid, _bankRows) = (grid, bankRows);
        _since = new long[banks * bankRows];
        _lastUse = new long[banks * bankRows];
        Array.Fill(_since, -1);
        _begins = [.. Enumerable.Range(0, banks).Select(_ => grid.Create())];
        _ends = [.. Enumerable.Range(0, banks).Select(_ => grid.Create())];
    }

    /// <summary>Banks of the memory.</summary>
    public int Banks => _begins.Length;

    public void Write(in RowRange rows, bool accumulates, long cycle)
    {
        for (var i = 0; i < Count(rows); i++)
        {
            var row = Row(rows, i);
            if (_since[row] >= 0 && accumulates)
            {
                _lastUse[row] = cycle;
                continue;
            }

            Close(row);
            (_since[row], _lastUse[row]) = (cycle, cycle);
        }
    }

    public void Read(in RowRange rows, long cycle)
    {
        for (var i = 0; i < Count(rows); i++)
        {
            var row = Row(rows, i);
            if (_since[row] < 0)
            {
                _since[row] = 0;
            }

            _lastUse[row] = cycle;
        }
    }

    /// <summary>Ends what is open: nothing more will be read.</summary>
    public void Finish()
    {
        for (var row = 0; row < _since.Length; row++)
        {
            Close(row);
        }
    }

    /// <summary>Rows of a bank in use at the end of each part.</summary>
    public IEnumerable<long> InUse(int bank, int parts)
    {
        var open = 0L;
        for (var i = 0; i < parts; i++)
        {
            open += _begins[bank][i] - _ends[bank][i];
            yield return open;
        }
    }

    private void Close(int row)
    {
        if (_since[row] >= 0)
        {
            var bank = row / _bankRows;
            var end = _grid.PartOf(_lastUse[row]);
            _begins[bank][_grid.PartOf(_since[row])]++;
            _ends[bank][end]++;
            _since[row] = -1;
        }
    }

    private int Count(in RowRange rows) => !rows.Valid ? 0 : (int)(rows.Wraps ? _since.Length - rows.Start + rows.End : rows.End - rows.Start);

    private int Row(in RowRange rows, int index) => (int)((rows.Start + (uint)index) % (uint)_since.Length);
}

using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Reads the rows of A, B and D of one operation: one row of each a cycle unless banks conflict; priority A, B, D (ExecuteController.scala).</summary>
internal sealed class OperandFeeder(TargetDescription target, EventClock clock, LocalMemoryPorts ports)
{
    private FeedOperand _a;
    private FeedOperand _b;
    private FeedOperand _d;
    private FeedRow _row;
    private int _total;
    private bool _startsD;

    /// <summary>Scratchpad rows between successive rows of A.</summary>
    public int AStride { get; set; }

    /// <summary>Whether an operand could not be read in the last cycle because its bank was in use.</summary>
    public bool HadConflict { get; private set; }

    /// <summary>With a conflict: the bank that was being written.</summary>
    public int? ConflictBank { get; private set; }

    /// <summary>With a conflict: whether two operands share a bank.</summary>
    public bool SharesBank { get; private set; }

    /// <summary>Sets up an operation from the commands at the head of the queue.</summary>
    public void Begin(ExecuteState state, DelayQueue<IssuedCommand> commands, bool outputStationary, bool aTransposed, bool bdTransposed)
    {
        var preloadPlace = commands[0].Command.Funct == AcceleratorCommand.Preload ? 0 : 1;
        var aViaTransposer = outputStationary ? !aTransposed : aTransposed;
        var bViaTransposer = outputStationary && bdTransposed;
        var dViaTransposer = !outputStationary && bdTransposed;
        var visible = commands.Visible(clock.Now);
        var aCommand = At(commands, visible, preloadPlace == 0 ? 1 : aViaTransposer ? 2 : 0);
        var bCommand = At(commands, visible, preloadPlace == 0 ? 1 : bViaTransposer ? 2 : 0);
        var preload = At(commands, visible, preloadPlace);

        _a = Operand(aCommand.Local1, aTransposed ? aCommand.Columns1 & 0x1F : aCommand.Rows1);
        _b = Operand(bCommand.Local2, bViaTransposer ? bCommand.Columns2 & 0x1F : bCommand.Rows2);
        _d = Operand(preload.Local1, dViaTransposer ? preload.Columns1 & 0x1F : preload.Rows1);
        var single = state != ExecuteState.Overlapped;
        _a.Starts = !single || (state == ExecuteState.Preload ? aViaTransposer : !aViaTransposer);
        _b.Starts = !single || (state == ExecuteState.Preload ? bViaTransposer : !bViaTransposer);
        _d.Starts = _startsD = state != ExecuteState.Compute;
        _total = target.Dim;
        if (!outputStationary && (_d.IsGarbage || !_startsD) && !aViaTransposer && !dViaTransposer)
        {
            _total = Math.Max(Math.Max(_a.IsGarbage || !_a.Starts ? 1 : _a.Rows, _b.IsGarbage || !_b.Starts ? 1 : _b.Rows), 4);
        }

        var discarded = state == ExecuteState.Compute || ports.Local.IsGarbage(preload.Local2);
        _row = new FeedRow
        {
            TotalRows = _total,
            IsFirst = true,
            OutputStationary = outputStationary,
            Tag = new ArrayTag
            {
                Address = preload.Local2,
                Rows = preload.Rows2,
                IsGarbage = discarded,
                Entry = discarded ? -1 : commands[preloadPlace].Entry,
            },
        };
    }

    /// <summary>Reads what can be read in this cycle.</summary>
    /// <param name="row">What was read.</param>
    /// <returns>Whether this was the last row.</returns>
    public bool FireRow(out FeedRow row)
    {
        var aBank = BankOf(_a, (uint)(_a.Counter * AStride));
        var bBank = BankOf(_b, (uint)_b.Counter);
        var dBank = BankOf(_d, (uint)(target.Dim - 1 - _d.Counter));
        var aValid = !OneAhead(_a, _b) && !OneAhead(_a, _d);
        var bValid = !OneAhead(_b, _a) && !OneAhead(_b, _d) && !Collides(_b, bBank, _a, aBank);
        var dValid = !OneAhead(_d, _a) && !OneAhead(_d, _b) && !Collides(_d, dBank, _a, aBank) && !Collides(_d, dBank, _b, bBank);
        row = _row;
        row.Ready = clock.Now + 1;
        ConflictBank = null;
        row.A = aValid && Read(_a, aBank, _a.Counter, ref row);
        row.B = bValid && Read(_b, bBank, _b.Counter, ref row);
        row.D = dValid && Read(_d, dBank, target.Dim - 1 - _d.Counter, ref row);
        SharesBank = (!bValid && Collides(_b, bBank, _a, aBank)) || (!dValid && (Collides(_d, dBank, _a, aBank) || Collides(_d, dBank, _b, bBank)));
        HadConflict = (aValid && !row.A) || (bValid && !row.B) || (dValid && !row.D) || SharesBank;
        _row.IsFirst = !(_a.Started | row.A) && !(_b.Started | row.B) && !(_d.Started | row.D);
        var done = Ends(_a, row.A) && Ends(_b, row.B) && Ends(_d, row.D) && (_a.Started || _b.Started || _d.Started);
        Step(ref _a, row.A);
        Step(ref _b, row.B);
        Step(ref _d, row.D);
        return done;
    }

    public void Reset() => (_a, _b, _d, AStride) = (default, default, default, 0);

    private static AcceleratorCommand At(DelayQueue<IssuedCommand> commands, int visible, int place) =>
        place < visible ? commands[place].Command : default;

    private static bool OneAhead(in FeedOperand self, in FeedOperand other) => self.Started && self.Counter == other.Next;

    private static bool Collides(in FeedOperand self, int bank, in FeedOperand other, int otherBank) =>
        bank >= 0 && bank == otherBank && self.Started == other.Started && self.Counter == other.Counter;

    private FeedOperand Operand(uint address, int rows) => new()
    {
        Address = address,
        Rows = rows,
        IsGarbage = ports.Local.IsGarbage(address),
    };

    /// <summary>The bank that an operand's row is in; -1 when nothing is read, a value above all banks for the accumulator.</summary>
    private int BankOf(in FeedOperand operand, uint offset)
    {
        if (operand.IsGarbage || !operand.Starts)
        {
            return -1;
        }

        return LocalRow.IsAccumulator(operand.Address) ? int.MaxValue : ports.Local.ScratchpadBank(ports.Local.Add(operand.Address, offset));
    }

    private bool Read(in FeedOperand operand, int bank, int index, ref FeedRow row)
    {
        if (bank < 0 || index >= operand.Rows)
        {
            return true;
        }

        if (bank != int.MaxValue)
        {
            ports.ReadByArray(bank);
            if (!ports.CanArrayRead(bank))
            {
                ConflictBank = ports.IsScratchpadWritten(bank) ? bank : null;
                return false;
            }
        }

        row.Ready = clock.Now + target.Timing.ScratchpadReadDelay + 1;
        return true;
    }

    private bool Ends(in FeedOperand operand, bool fires) => (operand.Counter == _total - 1 && fires) || operand.Counter == 0;

    private void Step(ref FeedOperand operand, bool fires)
    {
        if (fires)
        {
            operand.Started = true;
            operand.Counter = operand.Counter + 1 >= _total ? 0 : operand.Counter + 1;
            operand.Next = operand.Counter + 1 >= _total ? 0 : operand.Counter + 1;
        }
        else
        {
            operand.Next = operand.Counter + 1 >= _total ? 0 : operand.Counter + 1;
        }
    }
}

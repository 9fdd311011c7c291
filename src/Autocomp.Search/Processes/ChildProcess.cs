using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Autocomp.Search.Processes;

/// <summary>One child of the worker that answers framed requests, one at a time. After a failure it is dead; start another.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int ErrorLimit = 2000;
    private const int ClockFactor = 10;
    private readonly Process _process;
    private readonly ChildLimits _limits;
    private readonly StringBuilder _errors = new();

    private ChildProcess(Process process, ChildLimits limits) => (_process, _limits) = (process, limits);

    /// <summary>Whether it can take another request.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Starts the program with pipes on all three standard streams.</summary>
    public static ChildProcess Start(EvaluatorLaunch launch, ChildLimits limits)
    {
        var start = new ProcessStartInfo(launch.FileName)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string argument in launch.Arguments) start.ArgumentList.Add(argument);
        // Loops are compiled optimised at once: both the reference and the emulator spend their time in a few of them.
        start.Environment["DOTNET_TC_QuickJitForLoops"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + limits.MemoryBytes.ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach ((string name, string value) in launch.Environment) start.Environment[name] = value;
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{launch.FileName}' did not start.");
        var child = new ChildProcess(process, limits);
        process.ErrorDataReceived += (_, e) => child.AddError(e.Data);
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Sends a request and waits for its reply under the limits.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the child is killed.</exception>
    public async Task<ChildReply<TReply>> AskAsync<TRequest, TReply>(TRequest request, CancellationToken cancellation)
        where TReply : class
    {
        lock (_errors) _errors.Clear();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<TReply?> exchange = ExchangeAsync<TRequest, TReply>(request, patience.Token);
        var watch = Stopwatch.StartNew();
        TimeSpan before = ProcessorTime();
        try
        {
            while (await Task.WhenAny(exchange, Task.Delay(100, cancellation)).ConfigureAwait(false) != exchange)
            {
                cancellation.ThrowIfCancellationRequested();
                if (ProcessorTime() - before > _limits.Time || watch.Elapsed > _limits.Time * ClockFactor)
                    return Kill<TReply>(ChildFailure.TimedOut, string.Create(CultureInfo.InvariantCulture, $"no end within {_limits.Time.TotalSeconds:0.#} s"));
                if (ResidentBytes() > _limits.MemoryBytes)
                    return Kill<TReply>(ChildFailure.OutOfMemory, string.Create(CultureInfo.InvariantCulture, $"more than {_limits.MemoryBytes >> 20} MiB of memory"));
            }
            TReply? reply = await exchange.ConfigureAwait(false);
            return reply is null ? await DiedAsync<TReply>().ConfigureAwait(false) : new(reply, default, "");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return await DiedAsync<TReply>().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Dispose();
            throw;
        }
        finally
        {
            await patience.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Kills the process and everything that it started.</summary>
    public void Dispose()
    {
        if (IsAlive)
        {
            IsAlive = false;
            KillTree();
        }
        _process.Dispose();
    }

    private async Task<TReply?> ExchangeAsync<TRequest, TReply>(TRequest request, CancellationToken cancellation)
        where TReply : class
    {
        await Frames.WriteAsync(_process.StandardInput.BaseStream, request, cancellation).ConfigureAwait(false);
        return await Frames.ReadAsync<TReply>(_process.StandardOutput.BaseStream, cancellation).ConfigureAwait(false);
    }

    private ChildReply<TReply> Kill<TReply>(ChildFailure failure, string reason)
        where TReply : class
    {
        IsAlive = false;
        KillTree();
        return new(null, failure, reason);
    }

    private async Task<ChildReply<TReply>> DiedAsync<TReply>()
        where TReply : class
    {
        IsAlive = false;
        KillTree();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new(null, ChildFailure.Died, "the process stopped answering");
        }
        string errors = Errors();
        // The runtime's own words for an exhausted heap limit.
        bool memory = errors.Contains("OutOfMemory", StringComparison.Ordinal) || errors.Contains("Out of memory", StringComparison.Ordinal);
        string reason = string.Create(CultureInfo.InvariantCulture, $"the process ended with code {_process.ExitCode}");
        return new(null, memory ? ChildFailure.OutOfMemory : ChildFailure.Died, errors.Length == 0 ? reason : reason + ": " + errors);
    }

    private void KillTree()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It was gone already.
        }
    }

    private long ResidentBytes()
    {
        try
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private TimeSpan ProcessorTime()
    {
        try
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }

    private void AddError(string? line)
    {
        if (line is null) return;
        lock (_errors)
        {
            if (_errors.Length < ErrorLimit) _errors.Append(_errors.Length == 0 ? "" : "\n").Append(line.AsSpan(0, Math.Min(line.Length, 400)));
        }
    }

    private string Errors()
    {
        lock (_errors) return _errors.ToString();
    }
}

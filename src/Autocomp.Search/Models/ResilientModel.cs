using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Autocomp.Search.Models;

/// <summary>A model with retries, time limit, concurrency limit and circuit breaker around a transport; failures become failed replies.</summary>
public sealed class ResilientModel : ILanguageModel, IDisposable
{
    private readonly IModelTransport transport;
    private readonly ResiliencePipeline<ModelReply> pipeline;
    private readonly SemaphoreSlim places;

    /// <summary>Wraps a transport.</summary>
    /// <param name="transport">Makes single attempts.</param>
    /// <param name="options">How patiently.</param>
    /// <param name="time">The clock of waits and limits.</param>
    /// <param name="seed">Seed of the jitter.</param>
    public ResilientModel(IModelTransport transport, ResilienceOptions options, TimeProvider time, ulong seed)
    {
        this.transport = transport;
        places = new SemaphoreSlim(options.Concurrency);
        var random = new Random(unchecked((int)seed));
        PredicateBuilder<ModelReply> transient = new PredicateBuilder<ModelReply>()
            .Handle<ModelTransportException>(e => e.IsTransient)
            .Handle<TimeoutRejectedException>();
        var builder = new ResiliencePipelineBuilder<ModelReply> { TimeProvider = time };
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<ModelReply>
            {
                ShouldHandle = transient,
                MaxRetryAttempts = options.Retries,
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Wait(arguments)),
            });
        }

        pipeline = builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ModelReply>
            {
                ShouldHandle = transient,
                FailureRatio = 0.9,
                MinimumThroughput = options.BreakerThroughput,
                SamplingDuration = options.BreakerWindow,
                BreakDuration = options.BreakerWindow,
            })
            .AddTimeout(options.Timeout)
            .Build();

        TimeSpan Wait(RetryDelayGeneratorArguments<ModelReply> arguments)
        {
            double jitter;
            lock (random) jitter = 0.5 + random.NextDouble() / 2;
            TimeSpan own = options.Delay * Math.Pow(2, arguments.AttemptNumber) * jitter;
            TimeSpan wished = (arguments.Outcome.Exception as ModelTransportException)?.RetryAfter ?? TimeSpan.Zero;
            TimeSpan wait = own > wished ? own : wished;
            return wait < options.MaxDelay ? wait : options.MaxDelay;
        }
    }

    /// <inheritdoc/>
    public string Name => transport.Name;

    /// <inheritdoc/>
    public async Task<ModelReply> CompleteAsync(ModelRequest request, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await pipeline.ExecuteAsync(async token => await transport.SendAsync(request, token).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        catch (ModelTransportException e)
        {
            return Failed(e.Message);
        }
        catch (TimeoutRejectedException)
        {
            return Failed("The model did not answer in time.");
        }
        catch (BrokenCircuitException)
        {
            return Failed("The model's server failed again and again and is left alone for a while.");
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        places.Dispose();
        (transport as IDisposable)?.Dispose();
    }

    private static ModelReply Failed(string error) => new("", 0, 0, error);
}

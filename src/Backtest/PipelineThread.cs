using System;
using System.Threading;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Backtest;

/// <summary>
/// A pipeline on a thread of its own, for one run. An exception of a stage reaches whoever waits next.
/// </summary>
internal sealed class PipelineThread<TStage> : IDisposable
    where TStage : struct, IStage<EngineEvent>
{
    private const int BatchSlotsMax = 256;

    private readonly EventPoller<EngineEvent> _poller;
    private readonly Thread _thread;
    private TStage _stage;
    private Exception? _failure;
    private bool _isStopRequested;

    public PipelineThread(EventPoller<EngineEvent> poller, TStage stage)
    {
        _poller = poller;
        _stage = stage;
        _thread = new Thread(Run) { Name = "lle-pipeline", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Waits until <paramref name="sequence"/> has been handled.</summary>
    public void WaitUntil(long sequence)
    {
        var wait = new SpinWait();
        while (_poller.Sequence.Value < sequence)
        {
            // Acquire: pairs with the release in Run.
            if (Volatile.Read(ref _failure) is { } failure)
                throw new InvalidOperationException("the pipeline failed; see the inner exception", failure);

            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _isStopRequested, true); // Release: pairs with the acquire in Run.
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            var wait = new SpinWait();
            while (!Volatile.Read(ref _isStopRequested)) // Acquire: pairs with the release in Dispose.
            {
                if (_poller.Poll(ref _stage, BatchSlotsMax) > 0)
                    wait.Reset();
                else
                    wait.SpinOnce(sleep1Threshold: -1);
            }
        }
        catch (Exception e)
        {
            Volatile.Write(ref _failure, e); // Release: pairs with the acquire in WaitUntil.
        }
    }
}

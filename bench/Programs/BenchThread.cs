using System;
using System.Threading;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs;

/// <summary>A pinned thread of a benchmark, whose failure reaches who joins it.</summary>
internal sealed class BenchThread
{
    private readonly Thread _thread;
    private Exception? _failure;

    public BenchThread(string name, int core, Action body)
    {
        _thread = new Thread(() =>
        {
            try
            {
                _ = CpuAffinity.TryPinCurrentThread(core);
                body();
            }
            catch (Exception e)
            {
                _failure = e;
            }
        })
        {
            Name = name,
            IsBackground = true,
        };
    }

    public void Start() => _thread.Start();

    /// <exception cref="InvalidOperationException">The body failed.</exception>
    public void Join()
    {
        _thread.Join();
        if (_failure is not null)
            throw new InvalidOperationException("a benchmark's thread failed; see the inner exception", _failure);
    }
}

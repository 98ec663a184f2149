using LowLatencyEngine.Model;

namespace LowLatencyEngine.Backtest;

/// <summary>What a <see cref="RunLog"/> counts.</summary>
internal sealed class RunCounts
{
    public StateHash Hash;
    public long RecordCount;
    public long InputCount;
    public long OutputCount;
}

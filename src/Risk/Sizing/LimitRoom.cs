using System;

namespace LowLatencyEngine.Risk.Sizing;

/// <summary>What limits leave to an order, and which of them leaves least.</summary>
public struct LimitRoom
{
    /// <summary>Of no limit.</summary>
    public const int NoRow = -1;

    /// <summary>Nothing is limited yet.</summary>
    public LimitRoom()
    {
        Lots = RiskLimits.LotsMax;
        Row = NoRow;
        Id = default;
    }

    /// <summary>0 or more.</summary>
    public long Lots { get; private set; }

    /// <summary>Whose limit; <see cref="NoRow"/> where none is set.</summary>
    public int Row { get; private set; }

    /// <summary>Which limit, where there is one.</summary>
    public LimitId Id { get; private set; }

    /// <summary>Takes in what one limit leaves; of equals the first stays.</summary>
    internal void Take(int row, LimitId id, long lots)
    {
        if (lots >= Lots)
            return;

        Lots = Math.Max(0, lots);
        Row = row;
        Id = id;
    }
}

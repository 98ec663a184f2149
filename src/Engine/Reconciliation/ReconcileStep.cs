namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>How far a reconciliation has come. Part of the state that snapshots keep: never renumbered.</summary>
public enum ReconcileStep : byte
{
    /// <summary>No session that could be asked.</summary>
    Waiting = 0,

    /// <summary>Every open order has been asked for at once.</summary>
    Orders = 1,

    /// <summary>Orders that the answer did not name are asked for one by one.</summary>
    Doubts = 2,

    /// <summary>Positions have been asked for.</summary>
    Positions = 3,

    /// <summary>Differences of positions are written down, as many with an input as there is room for.</summary>
    Breaks = 4,

    /// <summary>New orders are let through.</summary>
    Done = 5,

    /// <summary>Trades that no report has told are asked for; before <see cref="Orders"/>.</summary>
    Trades = 6,
}

namespace LowLatencyEngine.Risk;

/// <summary>
/// What gives way when an order would meet one of our own. In configurations by name. The first three that act are
/// those of SelfMatchPreventionInstruction(2964); FIX has no value for the last.
/// </summary>
public enum SelfTradeMode : byte
{
    /// <summary>Nothing is prevented here.</summary>
    Off = 0,

    /// <summary>The new order is refused.</summary>
    CancelNew = 1,

    /// <summary>The resting orders are cancelled, and the new order goes out behind their cancels.</summary>
    CancelOld = 2,

    /// <summary>The resting orders are cancelled and the new order is refused.</summary>
    CancelBoth = 3,

    /// <summary>Both lose the lots that they would have traded.</summary>
    Decrement = 4,
}

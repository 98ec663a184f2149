namespace LowLatencyEngine.Engine.Configuration;

/// <summary>How orders that the engine holds are looked after.</summary>
public sealed record HeldConfiguration
{
    /// <summary>What follows where two orders of which one was to fill have both filled.</summary>
    public BothFilledPolicy BothFilled { get; init; }
}

/// <summary>What follows where two orders of which one was to fill have both filled. It is told in any case.</summary>
public enum BothFilledPolicy
{
    /// <summary>A market order undoes what is too much.</summary>
    Flatten = 0,

    /// <summary>Nothing: an operator or the strategy sees to it.</summary>
    Alert = 1,
}

namespace LowLatencyEngine.PriceAction;

/// <summary>A pivot that the last bar closed beyond.</summary>
/// <param name="Pivot">The pivot; Side 0: none was broken.</param>
/// <param name="EventId">The event of the break.</param>
/// <param name="Kind">InitialBreak, BreakOfStructure or ChangeOfCharacter.</param>
public readonly record struct PivotBreak(Pivot Pivot, long EventId, PriceEventKind Kind)
{
    public bool Exists => Pivot.Exists;
}

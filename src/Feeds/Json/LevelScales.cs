using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>The two scales of an instrument's levels, made once for many. Immutable; allocates nothing.</summary>
internal readonly struct LevelScales(Instrument instrument)
{
    public readonly StepScale Price = new(instrument.Price);
    public readonly StepScale Qty = new(instrument.Qty);
}

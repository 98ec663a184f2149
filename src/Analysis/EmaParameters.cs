using System.Collections.Generic;

namespace LowLatencyEngine.Analysis;

/// <summary>What an average counts as the passing of time.</summary>
public enum EmaClock : byte
{
    None = 0,

    /// <summary>One update is one unit, whenever it comes.</summary>
    Events = 1,

    /// <summary>Nanoseconds between the receive times of the events.</summary>
    Nanoseconds = 2,
}

/// <summary>How fast an exponential average forgets.</summary>
/// <param name="Clock">What passes.</param>
/// <param name="HalfLife">Updates or nanoseconds after which a value has half its weight, 1 to 1e15.</param>
public sealed record EmaParameters(EmaClock Clock, long HalfLife)
{
    private const long HalfLifeMax = 1_000_000_000_000_000;

    /// <summary>Adds one text per fault, with <paramref name="name"/> as the field.</summary>
    public void Validate(string name, List<string> errors)
    {
        if (Clock is not (EmaClock.Events or EmaClock.Nanoseconds))
            errors.Add($"{name}.clock must be Events or Nanoseconds: {name}.clock={Clock}");

        if (HalfLife is < 1 or > HalfLifeMax)
            errors.Add($"{name}.halfLife out of range: {name}.halfLife={HalfLife}; allowed 1 to {HalfLifeMax}");
    }
}

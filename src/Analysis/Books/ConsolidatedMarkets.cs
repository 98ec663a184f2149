using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Books;

/// <summary>
/// Every consolidated market of an engine; an instrument is in at most one. Decision thread only; following an
/// instrument costs O(venues of its group), and nothing where it has none. Allocates nothing after construction.
/// </summary>
public sealed class ConsolidatedMarkets
{
    private readonly ConsolidatedMarket[] _markets;
    private readonly Place[] _places; // By instrument; empty where there are no groups.

    internal ConsolidatedMarkets(int instrumentCount, IReadOnlyList<ConsolidatedParameters> parameters)
    {
        _markets = new ConsolidatedMarket[parameters.Count];
        _places = new Place[parameters.Count == 0 ? 0 : instrumentCount];
        Array.Fill(_places, new Place(-1, -1));
        for (int i = 0; i < _markets.Length; i++)
        {
            _markets[i] = new ConsolidatedMarket(parameters[i]);
            for (int venue = 0; venue < _markets[i].VenueCount; venue++)
                _places[_markets[i].InstrumentIndexOf(venue)] = new Place(i, venue);
        }
    }

    /// <summary>Number of consolidated markets.</summary>
    public int Count => _markets.Length;

    /// <summary>In the order of the configuration.</summary>
    public ConsolidatedMarket this[int index] => _markets[index];

    /// <summary>Index of the consolidated market of that name, or -1. Set-up and commands only.</summary>
    public int IndexOf(string name) =>
        Array.FindIndex(_markets, market => string.Equals(market.Name, name, StringComparison.Ordinal));

    /// <summary>Index of the consolidated market that an instrument is in, or -1. O(1).</summary>
    public int IndexOfInstrument(int instrumentIndex) =>
        _places.Length == 0 ? -1 : _places[instrumentIndex].MarketIndex;

    internal void Follow(InstrumentState instrument)
    {
        if (_places.Length == 0)
            return;

        Place place = _places[instrument.Index];
        if (place.MarketIndex >= 0)
            _markets[place.MarketIndex].Follow(place.VenueIndex, instrument);
    }

    /// <summary>After an event that any instrument may have followed.</summary>
    internal void FollowAll(InstrumentState[] instruments)
    {
        for (int i = 0; i < _places.Length; i++)
            Follow(instruments[i]);
    }

    internal void Transfer(ref StateTransfer state)
    {
        foreach (ConsolidatedMarket market in _markets)
            market.Transfer(ref state);
    }

    /// <summary>One text per fault of the groups; empty when all is well.</summary>
    internal static void Validate(
        int instrumentCount, IReadOnlyList<ConsolidatedParameters> parameters, List<string> errors)
    {
        var seen = new HashSet<int>();
        foreach (ConsolidatedParameters group in parameters)
        {
            if (group.InstrumentIndexes.Count < 2)
                errors.Add($"consolidated market has too few instruments: name={group.Name}; name at least two");

            foreach (int index in group.InstrumentIndexes)
            {
                if ((uint)index >= (uint)instrumentCount || !seen.Add(index))
                {
                    errors.Add("consolidated market has an instrument that is not there or is in another already: " +
                        $"name={group.Name}, instrumentIndex={index}, count={instrumentCount}");
                }
            }
        }
    }

    private readonly record struct Place(int MarketIndex, int VenueIndex);
}

using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// A seeded random market in the exchange's wire form, for those who have no recording: chained depth, a book that is
/// never crossed, trades, best prices, and a REST snapshot an instrument.
/// </summary>
public static class SyntheticMarket
{
    private const int EventsPerSecondMax = 1_000_000;
    private const int VolatilityTicksMax = 10_000;
    private const long StartPriceTicksMin = 1_000;

    /// <summary>
    /// The frames, oldest first, made as they are asked for. Each enumeration begins anew and gives the same bytes.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which.</exception>
    public static IEnumerable<MarketFrame> Frames(SyntheticMarketOptions options)
    {
        Check(options);
        return FramesOf(options);
    }

    private static IEnumerable<MarketFrame> FramesOf(SyntheticMarketOptions options)
    {
        var symbols = new SyntheticSymbol[options.Instruments.Count];
        for (int i = 0; i < symbols.Length; i++)
            symbols[i] = new SyntheticSymbol(options, i);

        var frames = new List<MarketFrame>();
        long left = options.FrameCountMax ?? long.MaxValue;
        long lastTimestampNs = 0;
        while (left > 0)
        {
            Earliest(symbols).Step(frames);
            foreach (MarketFrame frame in frames)
            {
                if (left-- == 0)
                    yield break;

                lastTimestampNs = Math.Max(lastTimestampNs, frame.TimestampNs);
                yield return frame with { TimestampNs = lastTimestampNs };
            }

            frames.Clear();
        }
    }

    private static SyntheticSymbol Earliest(SyntheticSymbol[] symbols)
    {
        SyntheticSymbol earliest = symbols[0];
        foreach (SyntheticSymbol symbol in symbols)
        {
            if (symbol.NextTimestampNs < earliest.NextTimestampNs)
                earliest = symbol;
        }

        return earliest;
    }

    private static void Check(SyntheticMarketOptions options)
    {
        if (options.Instruments.Count == 0)
            throw new ArgumentException("a synthetic market needs an instrument: instruments=0; add one");

        if (options.EventsPerSecond is < 1 or > EventsPerSecondMax)
        {
            throw new ArgumentException(
                $"eventsPerSecond is out of range: {options.EventsPerSecond}; use 1 to {EventsPerSecondMax}");
        }

        if (options.VolatilityTicks is < 0 or > VolatilityTicksMax)
        {
            throw new ArgumentException(
                $"volatility out of range: volatilityTicks={options.VolatilityTicks}; use 0 to {VolatilityTicksMax}");
        }

        foreach (SyntheticInstrument instrument in options.Instruments)
        {
            if (instrument.StartPriceTicks < StartPriceTicksMin || instrument.TypicalQtyLots < 1)
            {
                throw new ArgumentException(
                    $"start price or quantity too small: symbol={instrument.Instrument.Symbol}, " +
                    $"startPriceTicks={instrument.StartPriceTicks}, typicalQtyLots={instrument.TypicalQtyLots}; " +
                    $"use at least {StartPriceTicksMin} and 1");
            }
        }
    }
}

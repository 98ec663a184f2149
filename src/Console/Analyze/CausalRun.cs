using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>
/// Runs the detectors of the causal set over a series, with room for everything, and keeps the events of each apart.
/// </summary>
internal sealed class CausalRun
{
    private const int Capacity = 16_384;
    private const int ShapeRowsMax = 4_096;

    private readonly BarWindow _bars = new(1_024);
    private readonly PriceEventBuffer _buffer = new(Capacity);
    private readonly PriceContext _context = new();
    private readonly List<Part> _parts = [];
    private readonly HeadAndShoulders _shoulders = new(6, ShapeRowsMax);
    private readonly HeadAndShoulders _earlyShoulders = new(6, ShapeRowsMax, isEarly: true);
    private readonly Flags _flags = new(10, ShapeRowsMax, tolerance: -1e-5);

    public CausalRun(double poolTolerance)
    {
        AddPart("context", output => _context.Update(_bars, output), null);
        foreach (int length in SwingLengths)
            AddSwings(length, poolTolerance);

        var gaps = new FairValueGaps(Capacity);
        AddPart("gaps", output => gaps.Update(_bars, _context, output), null);
        foreach ((string name, int size) in Structures)
            AddStructure(name, size);

        var equals = new EqualLevels();
        AddPart("equals", output => equals.Update(_bars, _context, output), null);
        var extremes = new RollingExtremes(10);
        AddPart("extremes", output =>
        {
            extremes.Update(_bars.Last.Close);
            extremes.Tell(output);
        }, null);
        var changes = new DirectionalChange(0.003);
        AddPart("changes", output => changes.Update(_bars, output), null);
    }

    /// <summary>Lengths of window swings.</summary>
    public static IReadOnlyList<int> SwingLengths { get; } = [5, 10, 50];

    /// <summary>Scales of leg structure.</summary>
    public static IReadOnlyList<(string Name, int Size)> Structures { get; } =
        [("internal5", 5), ("swing20", 20), ("swing50", 50)];

    /// <summary>Bars so far.</summary>
    public int Count => _bars.Count;

    /// <summary>Head and shoulders by the row that confirmed them.</summary>
    public List<(int Row, ShouldersPattern Pattern)> Shoulders { get; } = [];

    /// <summary>The same, confirmed half-way from the right shoulder.</summary>
    public List<(int Row, ShouldersPattern Pattern)> EarlyShoulders { get; } = [];

    /// <summary>Flags and pennants by the row that confirmed them.</summary>
    public List<(int Row, FlagPattern Pattern)> Flags { get; } = [];

    /// <summary>Takes the next bar.</summary>
    public void Add(in Bar bar)
    {
        _bars.Add(in bar);
        _buffer.BeginBar(_bars.LastRow);
        foreach (Part part in _parts)
            part.Run(part.Update, _buffer);

        AddShapes(in bar);
    }

    /// <summary>The series is over: swings that are still open are taken for final by what depends on them.</summary>
    public void Complete()
    {
        foreach (Part part in _parts)
        {
            if (part.Complete is not null)
                part.Run(part.Complete, _buffer);
        }
    }

    /// <summary>Events of a part, in order.</summary>
    public IReadOnlyList<PriceEvent> EventsOf(string name) => _parts.Find(part => part.Name == name)!.Events;

    private void AddSwings(int length, double poolTolerance)
    {
        var swings = new SwingPivots(length, PriceScale.None, seedsFirstBar: true);
        var pools = new LiquidityPools(swings, Capacity, new PoolTolerance(poolTolerance, 0));
        var blocks = new SwingOrderBlocks(swings, Capacity);
        AddPart($"swings{length}", output => swings.Update(_bars, output), swings.CompleteSeries);
        AddPart($"pools{length}", output => pools.Update(_bars, _context, output),
            output => pools.Update(_bars, _context, output));
        AddPart($"blocks{length}", output => blocks.Update(_bars, output), output => blocks.CompleteSeries(output));
        if (length != 10)
            return;

        var sweeps = new PivotSweeps(swings);
        AddPart("sweeps", output => sweeps.Update(_bars, _context, output), null);
    }

    // The source of these works on logarithms of closes.
    private void AddShapes(in Bar bar)
    {
        int row = _bars.LastRow;
        double value = Math.Log(bar.Close);
        _shoulders.Update(value);
        _earlyShoulders.Update(value);
        _flags.Update(value);
        Keep(Shoulders, row, _shoulders);
        Keep(EarlyShoulders, row, _earlyShoulders);
        if (_flags.Bear.Direction != 0)
            Flags.Add((row, _flags.Bear));
        if (_flags.Bull.Direction != 0)
            Flags.Add((row, _flags.Bull));
    }

    private static void Keep(List<(int Row, ShouldersPattern Pattern)> found, int row, HeadAndShoulders detector)
    {
        if (detector.Top.Direction != 0)
            found.Add((row, detector.Top));
        if (detector.Bottom.Direction != 0)
            found.Add((row, detector.Bottom));
    }

    private void AddStructure(string name, int size)
    {
        var structure = new MarketStructure(size, PriceScale.None, new StructureParameters());
        var blocks = new OrderBlocks(structure, size, new ZoneRules { Capacity = Capacity });
        AddPart("structure_" + name, output => structure.Update(_bars, _context, output), null);
        AddPart("blocks_" + name, output => blocks.Update(_bars, _context, output), null);
    }

    private void AddPart(string name, Action<PriceEventBuffer> update, Action<PriceEventBuffer>? complete) =>
        _parts.Add(new Part(name, update, complete));

    private sealed record Part(
        string Name, Action<PriceEventBuffer> Update, Action<PriceEventBuffer>? Complete)
    {
        public List<PriceEvent> Events { get; } = [];

        public void Run(Action<PriceEventBuffer> step, PriceEventBuffer buffer)
        {
            buffer.Clear();
            step(buffer);
            Events.AddRange(buffer.Events);
        }
    }
}

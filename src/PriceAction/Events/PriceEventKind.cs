namespace LowLatencyEngine.PriceAction;

/// <summary>
/// What an event says. Goes into journals: never renumbered. "Row" and "other" name what <see cref="PriceEvent.Row"/>
/// and <see cref="PriceEvent.OtherRow"/> hold; where nothing is said, Row is the bar at which it happened.
/// </summary>
public enum PriceEventKind : ushort
{
    None = 0,

    // Swings. Row: the extreme.
    PivotNew = 1,           // First pivot after one of the other side.
    PivotReplaces = 2,      // More extreme than the pending pivot of its side.
    PivotIgnored = 3,       // Less extreme than the pending pivot of its side.
    SwingFinal = 4,         // Can no longer be replaced; other: bar that confirmed the pivot; refers to the pivot.
    LegPivot = 5,           // Pivot of a leg that turned; score: +1 higher, -1 lower than the last of its side, else 0.
    WindowExtreme = 6,      // Extreme close of a centred window.
    DirectionalChange = 7,  // Extreme confirmed by a relative reversal.

    // Structure. Other: the pivot broken; level: the pivot's; refers to the pivot.
    InitialBreak = 20,      // First break of all: there was no trend to go on from or to turn.
    BreakOfStructure = 21,  // With the trend.
    ChangeOfCharacter = 22, // Against it.
    BreakWick = 23,         // Traded beyond, closed inside; once a pivot.
    BreakConfirmed = 24,    // The break held as the parameters ask; refers to the break; count: closes beyond.
    BreakFailed = 25,       // Closed inside again soon after; refers to the break.

    // Zones. Row: the bar that is the zone; edges: the zone.
    OrderBlock = 40,        // By parsed bars (leg structure); other: pivot broken; score: validation, 0 to 1.
    SwingOrderBlock = 41,   // By final swings; row: origin; other: pivot; score: volume balance, per cent.
    SwingBlockBreak = 42,   // Row: bar that closed beyond the pivot; refers to the SwingOrderBlock; score: volume.
    ZoneTested = 43,        // First touch of the near edge.
    ZoneHalf = 44,          // Traded to the midpoint.
    ZoneFilled = 45,        // Traded to, or for order blocks through, the far edge.
    ZoneBroken = 46,        // Closed beyond the far edge.
    ZoneBreaker = 47,       // Serves the other side from here on.
    ZoneGone = 48,          // Forgotten: used up, too old or pushed out by newer ones.
    FairValueGap = 49,      // Row: middle bar; score: size in ATR(14).
    GapExtended = 50,       // The gap before it and this one are adjacent; refers to the earlier.
    SupplyDemandZone = 51,  // Row: first bar of the base; other: last bar of the base; score: strength, 0 to 1.
    ZoneMerged = 52,        // A younger zone fell into this one; edges: of both.

    // Liquidity.
    PoolFormed = 60,        // Second member of a pool; row: anchor; other: second member; level: mean.
    PoolJoined = 61,        // Another member; row: the member; level: new mean; count: members.
    PoolSwept = 62,         // Traded beyond the tolerance; refers to the pool.
    EqualLevels = 63,       // Row and other: second and first pivot; high and low: the two levels.
    PivotSwept = 64,        // First trade beyond a pivot closed back inside; other: pivot; score: depth in ATR.
    PivotBroken = 65,       // First trade beyond a pivot closed at or beyond it.
    PivotReclaimed = 66,    // Closed back inside within k bars; refers to the PivotBroken; count: bars it took.
    PivotBreakHeld = 67,    // Did not; refers to the PivotBroken.
    PeriodExtremes = 68,    // A day, week or month is complete: its high and low; count: length in days (1, 7, 30).
    PeriodHighTaken = 69,   // Traded above the last complete period's high; refers to it.
    PeriodLowTaken = 70,
    SessionExtremes = 71,   // A kill zone is over: its high and low; count: SessionKind; row: its first bar.
    Displacement = 72,      // A long decisive bar; score: body in ATR.
    InducementFormed = 73,  // Row: the internal pivot; refers to the break.
    InducementTaken = 74,
    InducementVoid = 75,
    FalseMoveCandidate = 76, // Was beyond a level and is back inside; ends in exactly one of the next three.
    FalseMove = 77,         // Score: depth, speed, displacement, 0 to 1.
    TrueBreak = 78,
    FalseMoveExpired = 79,
    PowerOfThree = 80,      // Direction: of the distribution; other: bar that manipulated.
    DealingRange = 81,      // A swing pair sets premium and discount anew; edges: the range.
    OptimalEntry = 82,      // Retraced into 0.62 to 0.79 of the last leg; once a leg.

    // Chart patterns. Edges: highest and lowest point; other: first bar; score: see the pattern.
    HeadAndShoulders = 100,
    DoubleTopBottom = 101,
    TripleTopBottom = 102,
    Flag = 103,
    Pennant = 104,
    Triangle = 105,
    Wedge = 106,
    Harmonic = 107,         // Count: HarmonicKind.
    PriceLevel = 108,       // Support or resistance; count: touches; score: strength, 0 to 1.
}

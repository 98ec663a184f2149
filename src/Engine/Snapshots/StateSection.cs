using System;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// A part of <see cref="DecisionState"/> that is saved, loaded and hashed by itself, so that two states that differ can
/// be told where. In this order in a snapshot; never renumbered.
/// </summary>
public enum StateSection
{
    Session = 0,
    Outbox = 1,
    Analysis = 2,
    Strategies = 3,
    Risk = 4,
    Orders = 5,
    Positions = 6,
    Reports = 7,
    OrderSlots = 8, // Most of the bytes, and copied otherwise: see StateImage.
}

/// <summary>All of them, and what scripts and snapshots call them.</summary>
public static class StateSections
{
    /// <summary>Longest name, in bytes.</summary>
    public const int NameSizeBytesMax = 16;

    private static readonly string[] Names =
        ["session", "outbox", "analysis", "strategies", "risk", "orders", "positions", "reports", "orderSlots"];

    private static readonly StateSection[] Values =
    [
        StateSection.Session, StateSection.Outbox, StateSection.Analysis, StateSection.Strategies,
        StateSection.Risk, StateSection.Orders, StateSection.Positions, StateSection.Reports,
        StateSection.OrderSlots,
    ];

    /// <summary>Every section, in order.</summary>
    public static ReadOnlySpan<StateSection> All => Values;

    /// <summary>Name of a section: lower case, ASCII.</summary>
    public static string Name(StateSection section) => Names[(int)section];
}

namespace LowLatencyEngine.Orders;

/// <summary>
/// What is long and what is short of one instrument, apart. Of an account neither is below zero. Of a strategy they are
/// its part of its account's legs: below zero where it closed what another had opened.
/// </summary>
/// <param name="LongLots">Lots.</param>
/// <param name="ShortLots">Lots, positive for short.</param>
public readonly record struct Legs(long LongLots, long ShortLots);

namespace LowLatencyEngine.Feeds.Json;

/// <summary>Where a decimal stands in a text.</summary>
/// <param name="Begin">Offset of its first digit.</param>
/// <param name="Point">Offset of its point; its end where it has none.</param>
/// <param name="End">Offset behind its last digit.</param>
internal readonly record struct DecimalBounds(int Begin, int Point, int End);

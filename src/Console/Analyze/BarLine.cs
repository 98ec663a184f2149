using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>A bar as a file gives it.</summary>
/// <param name="Row">Its number, the first being 0.</param>
/// <param name="TimeText">Its time as written.</param>
/// <param name="Bar">Its numbers.</param>
public readonly record struct BarLine(long Row, string TimeText, Bar Bar);

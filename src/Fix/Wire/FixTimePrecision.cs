namespace LowLatencyEngine.Fix;

/// <summary>Digits after the second in a written time.</summary>
public enum FixTimePrecision
{
    Seconds = 0,
    Milliseconds = 3,
    Microseconds = 6,
    Nanoseconds = 9,
}

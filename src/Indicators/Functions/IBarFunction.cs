using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Functions;

/// <summary>A number that follows from one bar alone; a struct without fields, named by type.</summary>
public interface IBarFunction
{
    /// <summary>Its value; NaN where the function has none.</summary>
    static abstract double Of(in Bar bar);
}

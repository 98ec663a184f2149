using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>Sizes the entries of one strategy in one instrument by how probable it holds their success.</summary>
public interface IProbabilitySizer
{
    /// <summary>Lots to enter with now. Decision thread only; 0 bytes.</summary>
    /// <param name="probability">0 to 1; kept as the one that was stated last.</param>
    /// <param name="side">Of the entry.</param>
    long LotsAt(double probability, Side side);
}

using System;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// What orders carry so that the venue itself keeps them from meeting each other: SelfMatchPreventionID(2362), the
/// same for all that must not meet, and SelfMatchPreventionInstruction(2964). Immutable; 0 bytes. Source: FIX Latest.
/// </summary>
public sealed class SelfTradeTags
{
    private readonly byte[][] _ids; // By strategy and instrument; the operator's are the last.
    private readonly char[] _instructions;

    /// <param name="ids">By strategy, the operator's the last, and within that by instrument; empty for none.</param>
    /// <param name="instructions">By instrument: 1 cancels the order that comes, 2 the one that rests, 3 both; 0 for
    /// an instrument whose orders carry nothing.</param>
    /// <exception cref="ArgumentException">They are not of as many instruments.</exception>
    public SelfTradeTags(byte[][] ids, char[] instructions)
    {
        if (instructions.Length == 0 || ids.Length % instructions.Length != 0)
        {
            throw new ArgumentException(
                $"self-trade ids and instructions differ: idCount={ids.Length}, " +
                $"instrumentCount={instructions.Length}; give an id for each strategy and instrument");
        }

        _ids = ids;
        _instructions = instructions;
    }

    /// <summary>Writes the fields of one order.</summary>
    internal void Write(ref FixWriter writer, ushort strategyIndex, int instrumentIndex)
    {
        char instruction = _instructions[instrumentIndex];
        if (instruction == default)
            return;

        int strategyCount = _ids.Length / _instructions.Length;
        int strategy = Math.Min(strategyIndex, strategyCount - 1); // The operator's index is beyond all others.
        writer.Append(OrderEntryTags.SelfMatchPreventionID, _ids[(strategy * _instructions.Length) + instrumentIndex]);
        writer.AppendChar(OrderEntryTags.SelfMatchPreventionInstruction, instruction);
    }
}

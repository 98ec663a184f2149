using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Keeps a copy of a table while it changes, a page now and then and all of it less often, and holds it against the
/// slow way: everything saved anew. A change that the table does not note is a difference.
/// </summary>
internal sealed class OrderCopyCheck(OrderTable table)
{
    private readonly OrderCopy _copy = new(table);
    private byte[] _saved = [];

    /// <summary>To be called after each change.</summary>
    /// <param name="count">Of changes so far.</param>
    /// <param name="finishEvery">Changes from one whole copy to the next.</param>
    /// <returns>False where the copy is not what the table has.</returns>
    public bool Follow(long count, int finishEvery)
    {
        if (count % finishEvery != 0)
        {
            _copy.TryCopyNext();
            return true;
        }

        _copy.Finish();
        return _copy.Bytes.SequenceEqual(Saved());
    }

    private ReadOnlySpan<byte> Saved()
    {
        StateTransfer measure = StateTransfer.Measure();
        table.TransferSlots(ref measure);
        if (_saved.Length < measure.SizeBytes)
            _saved = new byte[measure.SizeBytes];

        StateTransfer save = StateTransfer.Save(_saved);
        table.TransferSlots(ref save);
        return _saved.AsSpan(0, (int)save.SizeBytes);
    }
}

using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// A copy of an order table's slots as <see cref="OrderTable.TransferSlots"/> saves them, brought up to date by the
/// pages that have changed since: some of them ahead, one at a time, so that the rest is a short pause even where the
/// table is full. A table may have several. Decision thread; allocates nothing after construction.
/// </summary>
public sealed class OrderCopy
{
    private const long NeverCopied = -1;

    private readonly OrderSlots _slots;
    private readonly int _headSizeBytes;
    private readonly byte[] _bytes; // Touched here first: a fresh page of memory faults.
    private readonly long[] _copiedIn; // Epoch of each page's last copy: what changes later is copied again.
    private int _firstPage;
    private int _sizeBytes;
    private int _sweep; // Pages that the sweep under way has seen.

    /// <param name="table">Whose slots.</param>
    public OrderCopy(OrderTable table)
    {
        _slots = table.Slots;
        StateTransfer measure = StateTransfer.Measure();
        _slots.TransferHead(ref measure);
        _headSizeBytes = (int)measure.SizeBytes;
        int sizeBytes = _headSizeBytes + (_slots.CapacitySlots * OrderTable.SlotSizeBytes);
        _bytes = new byte[sizeBytes];
        _bytes.AsSpan().Fill(byte.MaxValue);
        _copiedIn = new long[_slots.PageCount];
        _copiedIn.AsSpan().Fill(NeverCopied);
    }

    /// <summary>The table's slots as they were at <see cref="Finish"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _sizeBytes);

    /// <summary>
    /// Copies the next page that has changed, 3 KB, and is then no more what it was at <see cref="Finish"/>.
    /// </summary>
    /// <returns>False at the end of the sweep that began after the last <see cref="Finish"/>.</returns>
    public bool TryCopyNext()
    {
        FollowFirstPage();
        long epoch = _slots.EndEpoch();
        int count = _slots.UsedPageCount;
        while (_sweep < count)
        {
            if (TryCopy(_sweep++, epoch))
                return true;
        }

        return false;
    }

    /// <summary>Copies all pages that have changed. O(pages), and O(bytes) of those that have changed.</summary>
    public void Finish()
    {
        FollowFirstPage();
        long epoch = _slots.EndEpoch();
        StateTransfer save = StateTransfer.Save(_bytes.AsSpan(0, _headSizeBytes));
        _slots.TransferHead(ref save);
        int count = _slots.UsedPageCount;
        int slotCount = 0;
        for (int place = 0; place < count; place++)
        {
            TryCopy(place, epoch);
            slotCount += _slots.Page(PageAt(place)).Length;
        }

        _sizeBytes = _headSizeBytes + (slotCount * OrderTable.SlotSizeBytes);
        _sweep = 0;
    }

    /// <summary>Where the used pages begin elsewhere than before, each has another place.</summary>
    private void FollowFirstPage()
    {
        if (_firstPage == _slots.FirstPage)
            return;

        _firstPage = _slots.FirstPage;
        _copiedIn.AsSpan().Fill(NeverCopied);
        _sweep = 0;
    }

    private int PageAt(int place) => (_firstPage + place) % _slots.PageCount;

    private bool TryCopy(int place, long epoch)
    {
        int page = PageAt(place);
        if (_slots.ChangedIn(page) <= _copiedIn[page])
            return false;

        ReadOnlySpan<byte> slots = MemoryMarshal.AsBytes(_slots.Page(page));
        slots.CopyTo(_bytes.AsSpan(_headSizeBytes + (place * OrderSlots.PageSlots * OrderTable.SlotSizeBytes)));
        _copiedIn[page] = epoch;
        return true;
    }
}

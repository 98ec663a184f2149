namespace LowLatencyEngine.Orders;

/// <summary>
/// The open orders by rising id, for <c>foreach (ref readonly Order order in table.OpenOrders)</c>. Allocates nothing.
/// Requesting cancels meanwhile is allowed; adding orders and applying executions is not.
/// </summary>
public readonly struct OpenOrders
{
    private readonly Order[] _slots;
    private readonly int _firstSlot;

    internal OpenOrders(Order[] slots, int firstSlot)
    {
        _slots = slots;
        _firstSlot = firstSlot;
    }

    public Enumerator GetEnumerator() => new(_slots, _firstSlot);

    /// <summary>Walks the chain.</summary>
    public struct Enumerator
    {
        private readonly Order[] _slots;
        private int _slot;
        private int _nextSlot;

        internal Enumerator(Order[] slots, int firstSlot)
        {
            _slots = slots;
            _slot = OrderSlots.NoSlot;
            _nextSlot = firstSlot;
        }

        public readonly ref readonly Order Current => ref _slots[_slot];

        public bool MoveNext()
        {
            _slot = _nextSlot;
            if (_slot == OrderSlots.NoSlot)
                return false;

            _nextSlot = _slots[_slot].NextSlot;
            return true;
        }
    }
}

using System.Collections.Generic;
using LowLatencyEngine.Analysis.ByOrder;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Analysis.ByOrder;

/// <summary>
/// A LOBSTER book from its messages, with what the messages of a limited number of levels leave out put right. Ticks of
/// 10^-4, lots of one share.
/// </summary>
internal sealed class LobsterRebuild
{
    private const int LevelsCovered = 50;
    private const long TickE9 = 100_000;
    private const long LotE8 = 100_000_000;

    private readonly ByOrderBook _book = new(65_536, 8_192);
    private readonly Level[] _levels = new Level[8_192];
    private readonly Dictionary<long, long> _lastLines = []; // Of each order's last message.
    private readonly Stack<DataRecord> _unknown = []; // Orders without an Add, highest id at the bottom.
    private readonly Dictionary<(Side Side, long Price), List<long>> _ids = [];
    private long _highestId;

    public LobsterRebuild(List<DataRecord> messages)
    {
        HashSet<long> added = [];
        SortedDictionary<long, DataRecord> unknown = [];
        foreach (DataRecord message in messages)
        {
            if (message.Action == BookAction.ExecuteHidden)
                continue;

            _lastLines[message.OrderId] = message.LineNumber;
            if (message.Action == BookAction.Add)
                added.Add(message.OrderId);
            else if (!added.Contains(message.OrderId))
                unknown[message.OrderId] = Sum(unknown.GetValueOrDefault(message.OrderId), message);
        }

        foreach (KeyValuePair<long, DataRecord> order in new SortedDictionary<long, DataRecord>(
            unknown, Comparer<long>.Create((left, right) => right.CompareTo(left))))
            _unknown.Push(order.Value);
    }

    public long RefusedCount => _book.RefusedCount;

    public static long PriceE9(Level level) => level.PriceTicks * TickE9;

    public static long QtyE8(Level level) => level.QtyLots * LotE8;

    public void Apply(in DataRecord message)
    {
        if (message.Action == BookAction.ExecuteHidden)
            return;

        if (message.Action == BookAction.Add && message.OrderId > _highestId)
            _highestId = message.OrderId;

        while (_unknown.TryPeek(out DataRecord order) && IsDue(in order, in message))
            Add(_unknown.Pop());

        long qtyLots = message.QtyE8 / LotE8;
        if (message.Action == BookAction.Add)
            Add(in message);
        else if (message.Action == BookAction.Delete)
            _book.Delete(message.OrderId);
        else
            _book.Execute(message.OrderId, qtyLots);

        ForgetBeyondCover(Side.Buy, message.LineNumber);
        ForgetBeyondCover(Side.Sell, message.LineNumber);
    }

    public (Level Bid, Level Ask) Touch()
    {
        _book.TryBest(Side.Buy, out Level bid);
        _book.TryBest(Side.Sell, out Level ask);
        return (bid, ask);
    }

    private static DataRecord Sum(DataRecord known, DataRecord message)
    {
        message.QtyE8 += known.QtyE8;
        return message;
    }

    private bool IsDue(in DataRecord order, in DataRecord message) =>
        order.OrderId <= _highestId || order.OrderId == message.OrderId;

    private void Add(in DataRecord order)
    {
        long priceTicks = order.PriceE9 / TickE9;
        _book.Add(order.OrderId, order.Side, priceTicks, order.QtyE8 / LotE8);
        if (!_ids.TryGetValue((order.Side, priceTicks), out List<long>? ids))
            _ids[(order.Side, priceTicks)] = ids = [];

        ids.Add(order.OrderId);
    }

    private void ForgetBeyondCover(Side side, long lineNumber)
    {
        int count = side == Side.Buy ? _book.BidCount : _book.AskCount;
        if (count <= LevelsCovered)
            return;

        count = _book.CopyLevels(side, _levels);
        for (int i = LevelsCovered; i < count; i++)
        {
            foreach (long id in _ids[(side, _levels[i].PriceTicks)])
            {
                if (_lastLines[id] <= lineNumber && _book.TryFind(id, out _))
                    _book.Delete(id);
            }
        }
    }
}

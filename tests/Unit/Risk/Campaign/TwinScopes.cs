using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>Hard limits by the names that people use.</summary>
internal sealed class TwinLimits
{
    private readonly Dictionary<(string Scope, LimitId Id), long> _limits = [];

    public TwinLimits(RiskSetup setup)
    {
        var map = new TwinScopes(setup);
        for (int i = 0; i < setup.Instruments.Count; i++)
        {
            RiskLimits limits = setup.Instruments[i].Limits;
            string name = $"instrument:i{i}";
            Set(name, LimitId.OrderQty, limits.OrderQtyLotsMax);
            Set(name, LimitId.OrderNotional, limits.OrderNotionalTickLotsMax);
            Set(name, LimitId.Position, limits.PositionLotsMax);
            Set(name, LimitId.OpenOrders, limits.OpenOrdersMax);
            if (limits.PriceBandTicks > 0)
                Set(name, LimitId.PriceBand, limits.PriceBandTicks);
            else
                Set(name, LimitId.PriceBandShare, limits.PriceBandBasisPoints);
        }

        foreach (LimitSetting setting in setup.Limits)
            Set(map.NameOf(setting.Scope, setting.ScopeIndex), setting.Id, setting.Hard);
    }

    public bool Has(string scope, LimitId id) => _limits.ContainsKey((scope, id));

    public long Hard(string scope, LimitId id) => _limits[(scope, id)];

    public void Set(string scope, LimitId id, long hard) => _limits[(scope, id)] = hard;
}

/// <summary>Who belongs to what, and what a scope has been told or has done.</summary>
internal sealed class TwinScopes
{
    private readonly RiskSetup _setup;
    private readonly Dictionary<string, bool[,]> _members = [];
    private readonly Dictionary<string, TradingState> _ordered = [];
    private readonly Dictionary<string, TradingState> _tripped = [];
    private readonly HashSet<string> _warned = [];
    private readonly HashSet<string> _stormed = [];
    private readonly Dictionary<string, List<long>> _rejects = [];
    private readonly Dictionary<string, long> _profits = [];
    private readonly Dictionary<string, long> _peaks = [];
    private readonly Dictionary<string, long> _dayStarts = [];

    public TwinScopes(RiskSetup setup)
    {
        _setup = setup;
        MedianSpreads = new long[setup.Instruments.Count];
        OrderCounts = new long[setup.Instruments.Count];
        TradeCounts = new long[setup.Instruments.Count];
        IsShortRestricted = new bool[setup.Instruments.Count];
        for (int i = 0; i <= setup.Strategies.Count; i++)
        {
            RepeatCounts[StrategyName(i)] = 0;
            RejectCounts[StrategyName(i)] = 0;
        }
    }

    public long[] MedianSpreads { get; }

    public long[] OrderCounts { get; }

    public long[] TradeCounts { get; }

    public bool[] IsShortRestricted { get; }

    public Dictionary<string, long> RepeatCounts { get; } = [];

    public Dictionary<string, long> RejectCounts { get; } = [];

    public bool IsDeadMan { get; set; }

    public string NameOf(RiskScope scope, int index) => scope switch
    {
        RiskScope.Firm => "firm",
        RiskScope.Account => $"account:{_setup.Accounts[index]}",
        RiskScope.Trader => $"trader:{_setup.Traders[index]}",
        RiskScope.Strategy => StrategyName(index),
        RiskScope.Venue => $"venue:{_setup.Venues[index]}",
        RiskScope.Sector => $"sector:{_setup.Sectors[index]}",
        RiskScope.Currency => $"currency:{_setup.Currencies[index]}",
        RiskScope.Cluster => $"cluster:{_setup.Clusters[index]}",
        _ => $"instrument:{_setup.Instruments[index].Name}",
    };

    public string StrategyName(int strategy) => strategy < _setup.Strategies.Count
        ? $"strategy:{_setup.Strategies[strategy].Name}"
        : "strategy:operator";

    public int AccountOf(int strategy) =>
        strategy < _setup.Strategies.Count ? _setup.Strategies[strategy].AccountIndex : 0;

    /// <summary>
    /// What a scope puts up for an instrument: an account's share is its own, and its strategies' too.
    /// </summary>
    public Func<int, long> MarginPpmOf(string scope) => instrument =>
    {
        for (int i = _setup.AccountMargins.Count - 1; i >= 0; i--)
        {
            AccountMargin margin = _setup.AccountMargins[i];
            bool isOfAccount = scope == NameOf(RiskScope.Account, margin.AccountIndex) ||
                Enumerable.Range(0, _setup.Strategies.Count + 1).Any(s =>
                    scope == StrategyName(s) && AccountOf(s) == margin.AccountIndex);
            if (isOfAccount && margin.InstrumentIndex == instrument)
                return margin.SharePpm;
        }

        return _setup.Instruments[instrument].MarginPpm;
    };

    public string VenueName(int instrument) => $"venue:{_setup.Venues[_setup.Instruments[instrument].VenueIndex]}";

    public IEnumerable<string> PathOf(int strategy)
    {
        int trader = strategy < _setup.Strategies.Count ? _setup.Strategies[strategy].TraderIndex : 0;
        return
        [
            "firm", $"account:{_setup.Accounts[AccountOf(strategy)]}", $"trader:{_setup.Traders[trader]}",
            StrategyName(strategy),
        ];
    }

    public IEnumerable<string> InHaltOrder(int strategy, int instrument) =>
        [.. PathOf(strategy), .. SharedOf(instrument), $"instrument:{_setup.Instruments[instrument].Name}"];

    public IEnumerable<string> InSumOrder(int strategy, int instrument) =>
        ["firm", .. SharedOf(instrument), $"instrument:{_setup.Instruments[instrument].Name}",
            .. PathOf(strategy).Skip(1)];

    /// <summary>Which orders, by strategy and instrument, a scope is about.</summary>
    public Func<int, int, bool> Belongs(string scope)
    {
        if (scope == "firm")
            return Twin.Everything;

        if (!_members.TryGetValue(scope, out bool[,]? members))
            _members[scope] = members = MembersOf(scope);

        return (strategy, instrument) => members[Math.Min(strategy, _setup.Strategies.Count), instrument];
    }

    public TradingState StateOf(string scope)
    {
        TradingState ordered = _ordered.GetValueOrDefault(scope);
        TradingState tripped = _tripped.GetValueOrDefault(scope);
        return ordered > tripped ? ordered : tripped;
    }

    public RiskVerdict CauseOf(string scope)
    {
        if (StateOf(scope) == TradingState.Active)
            return RiskVerdict.NotChecked;

        TradingState ordered = _ordered.GetValueOrDefault(scope);
        if (ordered == TradingState.Active || ordered < _tripped.GetValueOrDefault(scope))
            return _stormed.Contains(scope) ? RiskVerdict.RejectStorm : RiskVerdict.LossLimit;

        if (ordered == TradingState.Reducing)
            return RiskVerdict.Reducing;

        return scope == "firm" && IsDeadMan ? RiskVerdict.DeadManTimer : RiskVerdict.KillSwitchEngaged;
    }

    public bool IsWarned(string scope) => _warned.Contains(scope);

    public long ProfitOf(string scope) => _profits.GetValueOrDefault(scope);

    public void Order(string scope, TradingState state)
    {
        _ordered[scope] = state;
        if (scope == "firm")
            IsDeadMan = false;
    }

    public bool IsStormed(string scope) => _stormed.Contains(scope);

    public bool IsOrderedToHalt(string scope) => _ordered.GetValueOrDefault(scope) == TradingState.Halted;

    public void Rearm(string scope)
    {
        _tripped[scope] = TradingState.Active;
        _stormed.Remove(scope);
        _rejects.Remove(scope);
        _warned.Remove(scope);
        _peaks[scope] = ProfitOf(scope);
        _dayStarts[scope] = ProfitOf(scope);
        if (!RepeatCounts.ContainsKey(scope))
            return;

        RepeatCounts[scope] = 0;
        RejectCounts[scope] = 0;
    }

    /// <summary>The venue refuses an order: too many within the window stop a scope.</summary>
    public void Reject(int strategy, long nowNs, TwinLimits limits)
    {
        RejectCounts[StrategyName(strategy)]++;
        long bucketNs = _setup.VolumeWindowNs / 16;
        foreach (string scope in PathOf(strategy))
        {
            if (!_rejects.TryGetValue(scope, out List<long>? times))
                _rejects[scope] = times = [];

            times.Add(nowNs);
            int count = times.Count(ns => (nowNs / bucketNs) - (ns / bucketNs) < 16);
            if (!limits.Has(scope, LimitId.RejectsInWindow) || count <= limits.Hard(scope, LimitId.RejectsInWindow) ||
                _tripped.GetValueOrDefault(scope) == TradingState.Halted)
                continue;

            _tripped[scope] = TradingState.Halted;
            _stormed.Add(scope);
        }
    }

    /// <summary>Profits of strategies, the operator's last; the others are sums of them.</summary>
    public void TakeProfits(long[] byStrategy, TwinLimits limits)
    {
        foreach (string scope in _setup.Accounts.Select((_, i) => NameOf(RiskScope.Account, i))
            .Concat(_setup.Traders.Select((_, i) => NameOf(RiskScope.Trader, i)))
            .Concat(byStrategy.Select((_, i) => StrategyName(i))).Prepend("firm"))
        {
            _profits[scope] = byStrategy.Where((_, i) => PathOf(i).Contains(scope)).Sum();
            Trip(scope, limits);
        }
    }

    public void BeginDay()
    {
        foreach ((string scope, long profit) in _profits)
            _dayStarts[scope] = profit;

        Array.Clear(OrderCounts);
        Array.Clear(TradeCounts);
        Array.Clear(IsShortRestricted);
    }

    private bool[,] MembersOf(string scope)
    {
        var members = new bool[_setup.Strategies.Count + 1, _setup.Instruments.Count];
        for (int strategy = 0; strategy <= _setup.Strategies.Count; strategy++)
        {
            for (int instrument = 0; instrument < _setup.Instruments.Count; instrument++)
            {
                members[strategy, instrument] =
                    InHaltOrder(strategy, instrument).Contains(scope, StringComparer.Ordinal);
            }
        }

        return members;
    }

    private void Trip(string scope, TwinLimits limits)
    {
        long profit = _profits[scope];
        _peaks[scope] = Math.Max(_peaks.GetValueOrDefault(scope), profit);
        long loss = _dayStarts.GetValueOrDefault(scope) - profit;
        long capital = _setup.Capital.Where(c => NameOf(c.Scope, c.ScopeIndex) == scope).Sum(c => c.Micros);
        decimal drawdown = capital == 0
            ? 0
            : (_peaks[scope] - profit) * 10_000m / (capital + _peaks[scope]);
        bool Beyond(LimitId id, decimal used) => limits.Has(scope, id) && used > limits.Hard(scope, id);
        TradingState tripped = TradingState.Active;
        if (Beyond(LimitId.LossReduce, loss) || Beyond(LimitId.DrawdownReduce, drawdown))
            tripped = TradingState.Reducing;

        if (Beyond(LimitId.LossHalt, loss) || Beyond(LimitId.DrawdownHalt, drawdown))
            tripped = TradingState.Halted;

        if (tripped > _tripped.GetValueOrDefault(scope))
            _tripped[scope] = tripped;

        if (Beyond(LimitId.LossWarn, loss))
            _warned.Add(scope);
        else if (limits.Has(scope, LimitId.LossWarn) &&
            loss <= limits.Hard(scope, LimitId.LossWarn) - (limits.Hard(scope, LimitId.LossWarn) / 10))
            _warned.Remove(scope);
    }

    private IEnumerable<string> SharedOf(int instrument)
    {
        InstrumentControls controls = _setup.Instruments[instrument];
        return
        [
            VenueName(instrument), $"sector:{_setup.Sectors[controls.SectorIndex]}",
            $"currency:{_setup.Currencies[controls.CurrencyIndex]}",
        ];
    }
}

using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk.Accounts;

/// <summary>
/// Follows what the balances of accounts with a currency of their own are worth to the firm: the margin limit and the
/// capital that a balance stands for move with the rate, with each timer, unless they were told apart from it or
/// somebody has set them since. Decision thread only; O(accounts) a market, 0 bytes.
/// </summary>
internal sealed class AccountBalances
{
    private readonly RiskState _state;
    private readonly AccountCurrency[] _currencies;
    private readonly Kept[] _kept; // Likewise.

    public AccountBalances(RiskState state, RiskSetup setup)
    {
        _state = state;
        _currencies = [.. setup.AccountCurrencies];
        _kept = new Kept[_currencies.Length];
        for (int i = 0; i < _kept.Length; i++)
        {
            long worthMicros = _currencies[i].WorthMicros(_currencies[i].Stated);
            _kept[i] = new Kept
            {
                Rate = _currencies[i].Stated ?? default, LimitMicros = worthMicros, CapitalMicros = worthMicros,
            };
        }
    }

    /// <summary>
    /// A micro-unit of an account's currency in micro-units of the base; null where no market has said it.
    /// </summary>
    public MoneyRate? RateOf(int account)
    {
        for (int i = 0; i < _kept.Length; i++)
        {
            if (_currencies[i].AccountIndex == account)
                return _kept[i].Rate.Numerator == 0 ? null : _kept[i].Rate;
        }

        return MoneyRate.One;
    }

    /// <summary>Takes in a fit market: balances whose rate follows it become worth what it says.</summary>
    public void OnMarket(int source, long midTicks)
    {
        for (int i = 0; i < _currencies.Length; i++)
        {
            bool isSource = _currencies[i].Live is { } live && live.SourceIndex == source && midTicks > 0;
            if (isSource && _currencies[i].Live!.TryAt(midTicks, out MoneyRate rate) && rate != _kept[i].Rate)
                Follow(i, rate);
        }
    }

    public void Transfer(ref StateTransfer state)
    {
        foreach (ref Kept kept in _kept.AsSpan())
            kept.Transfer(ref state);
    }

    private void Follow(int index, MoneyRate rate)
    {
        ref Kept kept = ref _kept[index];
        kept.Rate = rate;
        if (_currencies[index].BalanceMicros == 0)
            return;

        long worthMicros = _currencies[index].WorthMicros(rate);
        int row = _state.Map.FirstRowOf(RiskScope.Account) + _currencies[index].AccountIndex;
        if (_state.Limits.Hard(row, LimitId.Margin) == kept.LimitMicros)
        {
            _state.Limits.Set(row, LimitId.Margin, LimitTier.Hard, worthMicros);
            kept.LimitMicros = worthMicros;
        }

        if (_state.Rows[row].CapitalMicros == kept.CapitalMicros)
        {
            _state.Rows[row].CapitalMicros = worthMicros;
            kept.CapitalMicros = worthMicros;
        }
    }

    private struct Kept
    {
        public MoneyRate Rate;     // Numerator 0 until it is known.
        public long LimitMicros;   // As set last; another value is somebody's own.
        public long CapitalMicros; // Likewise.

        public void Transfer(ref StateTransfer state)
        {
            (long numerator, int shift) = (Rate.Numerator, Rate.Shift);
            state.Value(ref numerator);
            state.Value(ref shift);
            Rate = new MoneyRate(numerator, shift);
            state.Value(ref LimitMicros);
            state.Value(ref CapitalMicros);
        }
    }
}

using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// Money of an account, told in its own currency: what is counted in the base currency divided by the rate, cut towards
/// zero to a micro-unit. "unknown" where there is no rate.
/// </summary>
/// <param name="RatePicos">A unit of its currency in the base currency, 10^-12; 0 where it is not known.</param>
/// <param name="BalanceMicros">In its own currency.</param>
/// <param name="ProfitMicros">In the base currency.</param>
/// <param name="MarginMicros">In the base currency.</param>
internal readonly record struct AccountWorth(
    long RatePicos, long BalanceMicros, long ProfitMicros, long MarginMicros)
{
    private const string Unknown = "unknown";

    private static readonly DecimalScale Micro = new(1, 6);
    private static readonly DecimalScale Pico = new(1, 12);

    public string Balance => Micro.ToString(BalanceMicros);

    public string Profit => Text(Own(ProfitMicros));

    public string Equity => Text(BalanceMicros + Own(ProfitMicros));

    public string Margin => Text(Own(MarginMicros));

    public string Free => Text(BalanceMicros + Own(ProfitMicros) - Own(MarginMicros));

    public string Rate => RatePicos == 0 ? Unknown : Pico.ToString(RatePicos).TrimEnd('0').TrimEnd('.');

    public string BaseEquity =>
        Text((long)((Int128)BalanceMicros * RatePicos / MoneyRate.PicosPerUnit) + ProfitMicros);

    private long Own(long baseMicros) =>
        RatePicos == 0 ? 0 : (long)((Int128)baseMicros * MoneyRate.PicosPerUnit / RatePicos);

    private string Text(long micros) => RatePicos == 0 ? Unknown : Micro.ToString(micros);
}

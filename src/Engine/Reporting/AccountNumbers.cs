using System;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// An account in one instrument as the decision thread last knew it. Quantities are lots; money is ticks times lots of
/// the instrument, held within 64 bits, but for what is named micros. 80 bytes without padding.
/// </summary>
public struct AccountNumbers
{
    public const int SizeBytes = 80;

    public long LongLots;
    public long ShortLots;       // Never above 0.
    public long LongCost;
    public long ShortCost;       // Never above 0 where prices are not below it.
    public long Realized;        // Gains of what was closed, less fees, and funding.
    public long Unrealized;      // Gains of what is held at the mark, without fees.
    public long Fees;
    public long Funding;
    public long ProfitMicros;    // Realized and unrealized in the base currency, cut towards zero to a micro-unit.
    public long MergedCount;     // Fills that FIFO could not keep apart.

    /// <summary>Of an account's position. O(1), 0 bytes; decision thread.</summary>
    public static AccountNumbers Of(DecisionState state, int account, int instrumentIndex)
    {
        ref readonly Position first = ref state.Positions.OfAccount(account, instrumentIndex);
        ref readonly Position second = ref state.Positions.ShortOfAccount(account, instrumentIndex);
        long markTicks = StateReport.MarkPriceTicks(state, instrumentIndex);
        bool isLong = first.Lots >= 0;
        Int128 realized = first.RealizedTickLots + second.RealizedTickLots;
        Int128 unrealized = first.UnrealizedTickLots(markTicks) + second.UnrealizedTickLots(markTicks);
        return new AccountNumbers
        {
            LongLots = Math.Max(0, first.Lots),
            ShortLots = Math.Min(0, first.Lots) + second.Lots,
            LongCost = Saturate(isLong ? first.OpenCostTickLots : 0),
            ShortCost = Saturate((isLong ? 0 : first.OpenCostTickLots) + second.OpenCostTickLots),
            Realized = Saturate(realized),
            Unrealized = Saturate(unrealized),
            Fees = Saturate(first.FeesTickLots + second.FeesTickLots),
            Funding = Saturate(first.FundingTickLots + second.FundingTickLots),
            ProfitMicros = state.Risk.MicrosOf(instrumentIndex, realized + unrealized),
            MergedCount = state.Positions.MergedCount(account, instrumentIndex),
        };
    }

    /// <summary>A unit of an account's currency in the base currency, 10^-12; 0 where it is not known.</summary>
    public static long RatePicosOf(DecisionState state, int account) =>
        state.Risk.RateOfAccount(account)?.ToPicos() ?? 0;

    private static long Saturate(Int128 money) => (long)Int128.Clamp(money, long.MinValue, long.MaxValue);
}

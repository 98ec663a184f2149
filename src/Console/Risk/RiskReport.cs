using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Console.Risk;

/// <summary>Scopes and limits of an engine as its risk board shows them: a table, or one JSON object.</summary>
internal sealed class RiskReport(EngineConfiguration configuration, ScopeMap scopes, RiskBoardReader board)
{
    private static readonly DecimalScale Money = new(1, 6);

    /// <summary>For what funding each account has received or paid; empty where there is none.</summary>
    public IReadOnlyList<AccountStatement> Accounts { get; init; } = [];

    /// <summary>
    /// {"scopes":[{"scope","state","cause","phase",...}],"margins":[{"scope","instrument","share"}],
    /// "funding":[{"scope","instrument","currency","received"}],
    /// "sizes":[{"scope","instrument","buy","buyBound","buyLimit","buyProbability","sell",...,"equity","currency"}],
    /// "limits":[{"scope","name","used","hard","headroom",...}]}.
    /// </summary>
    public object ToJson(bool isAll) => new
    {
        scopes = Rows().Select(ScopeJson),
        margins = Margins().Select(m => new { m.Scope, m.Instrument, share = MoneyText.Share(m.SharePpm) }),
        funding = Funding().Select(f => new { f.Scope, f.Instrument, f.Currency, f.Received }),
        sizes = SizeReport.Of(configuration, scopes, board).Select(size => size.ToJson()),
        limits = Lines(isAll).Select(l => new
        {
            l.Scope,
            l.Name,
            l.Unit,
            l.Used,
            l.Hard,
            l.Soft,
            l.Headroom,
            l.View.IsShadow,
            denied = l.View.DeniedCount,
            warned = l.View.WarnedCount,
            shadowed = l.View.ShadowedCount,
        }),
    };

    public void Print(bool isAll)
    {
        foreach (int row in Rows())
        {
            ScopeRow scope = board.ScopeOf(row);
            if (scope.State != TradingState.Active || scope.IsWarned != 0)
                Out.Data($"{scopes.NameOf(row)} is {StateOf(in scope)}: {CauseOf(in scope)}");
        }

        for (int i = 0; i < configuration.Instruments.Count; i++)
        {
            int row = scopes.TryRowOf(RiskScope.Instrument, i);
            if (configuration.Risk.Setup.Instruments[i].Phases.Count > 0)
                Out.Data($"{scopes.NameOf(row)} is in its phase {PhaseOf(row)}");
        }

        foreach ((string scope, string instrument, long sharePpm, _) in Margins().Where(m => m.IsOwn))
            Out.Data($"{scope} puts up {MoneyText.Share(sharePpm)} of what it holds in {instrument}");

        foreach ((string scope, string instrument, string currency, string received) in Funding())
            Out.Data($"{scope} has received {received} {currency} of funding for {instrument}");

        foreach (SizeReport size in SizeReport.Of(configuration, scopes, board))
            Out.Data(size.ToString());

        Out.Data($"{"scope",-22}{"limit",-19}{"unit",-6}{"used",18}{"hard",18}{"headroom",18}" +
            $"{"soft",14}{"denied",8}{"warned",8}{"shadow",8}");
        foreach (Line l in Lines(isAll))
        {
            Out.Data($"{l.Scope,-22}{l.Name,-19}{l.Word,-6}{l.Used,18}{l.Hard,18}{l.Headroom,18}{l.Soft,14}" +
                $"{l.View.DeniedCount,8}{l.View.WarnedCount,8}" +
                $"{(l.View.IsShadow ? $"{l.View.ShadowedCount}*" : $"{l.View.ShadowedCount}"),8}");
        }
    }

    private IEnumerable<(string Scope, string Instrument, long SharePpm, bool IsOwn)> Margins()
    {
        RiskSetup setup = configuration.Risk.Setup;
        for (int account = 0; account < setup.Accounts.Count; account++)
        {
            string scope = scopes.NameOf(scopes.TryRowOf(RiskScope.Account, account));
            for (int i = 0; i < setup.Instruments.Count; i++)
            {
                bool isOwn = setup.AccountMargins.Any(m => m.AccountIndex == account && m.InstrumentIndex == i);
                yield return (scope, setup.Instruments[i].Name, setup.MarginPpmOf(account, i), isOwn);
            }
        }
    }

    /// <summary>Received less paid, where anything was.</summary>
    private IEnumerable<(string Scope, string Instrument, string Currency, string Received)> Funding() =>
        from account in Accounts
        from holding in account.ByInstrument
        where holding.Funding.AsSpan().IndexOfAnyExcept("0.") >= 0
        let instrument = configuration.Instruments[IndexOf(holding.Symbol)]
        select ($"account:{account.Account}", holding.Symbol, instrument.Currency, holding.Funding);

    private int IndexOf(string symbol) =>
        Enumerable.Range(0, configuration.Instruments.Count).First(i => configuration.Instruments[i].Symbol == symbol);

    private IEnumerable<int> Rows() => Enumerable.Range(0, scopes.RowCount);

    private object ScopeJson(int row)
    {
        ScopeRow scope = board.ScopeOf(row);
        return new
        {
            scope = scopes.NameOf(row),
            state = StateOf(in scope),
            cause = CauseOf(in scope),
            phase = PhaseOf(row),
            gross = Money.ToString(scope.GrossMicros),
            netUp = Money.ToString(scope.NetUpMicros),
            netDown = Money.ToString(scope.NetDownMicros),
            open = Money.ToString(scope.OpenMicros),
            executed = Money.ToString(scope.ExecutedMicros),
            margin = Money.ToString(scope.MarginMicros),
            profit = Money.ToString(scope.ProfitMicros),
            openOrders = scope.OpenOrderCount,
        };
    }

    /// <summary>Empty for what has none.</summary>
    private string PhaseOf(int row) => scopes.ScopeOf(row).Scope == RiskScope.Instrument
        ? JsonNamingPolicy.CamelCase.ConvertName(board.ScopeOf(row).Phase.ToString())
        : "";

    private static string StateOf(in ScopeRow scope) => scope.State == TradingState.Active && scope.IsWarned != 0
        ? "warned"
        : JsonNamingPolicy.CamelCase.ConvertName(scope.State.ToString());

    /// <summary>Empty where nothing is amiss; only losses warn.</summary>
    private static string CauseOf(in ScopeRow scope)
    {
        if (scope.State != TradingState.Active)
            return DenialText.CodeOf(scope.Cause);

        return scope.IsWarned != 0 ? DenialText.CodeOf(RiskVerdict.LossLimit) : "";
    }

    /// <summary>What a number of a limit counts, in a word; empty for a plain count.</summary>
    private string WordOf(LimitUnit unit, Instrument? instrument) => unit switch
    {
        LimitUnit.Money => configuration.Risk.Setup.Currencies[0],
        LimitUnit.TickLots => instrument?.Currency ?? "",
        LimitUnit.Lots => "qty",
        LimitUnit.Ticks => "ticks",
        LimitUnit.Nanoseconds => "ms",
        LimitUnit.BasisPoints => "bp",
        _ => "",
    };

    private IEnumerable<Line> Lines(bool isAll)
    {
        foreach (int row in Rows())
        {
            foreach (LimitDescription limit in LimitCatalog.All.ToArray())
            {
                (RiskScope kind, int scopeIndex) = scopes.ScopeOf(row);
                LimitView view = board.LimitOf(row, limit.Id);
                if (!LimitCatalog.Holds(kind, limit.Id) || (!isAll && !view.IsSet))
                    continue;

                Instrument? instrument =
                    kind == RiskScope.Instrument ? configuration.Instruments[scopeIndex] : null;
                yield return LineOf(row, limit, instrument, view);
            }
        }
    }

    private Line LineOf(int row, LimitDescription limit, Instrument? instrument, LimitView view)
    {
        string Text(long value) => LimitText.Format(limit, instrument, value);
        bool hasHeadroom = view.Hard != LimitCell.Off && !limit.IsMinimum;
        return new Line(
            scopes.NameOf(row),
            limit.Name,
            JsonNamingPolicy.CamelCase.ConvertName(limit.Unit.ToString()),
            Text(view.Used),
            Text(view.Hard),
            Text(view.Soft),
            hasHeadroom ? Text(view.Hard - view.Used) : "",
            view)
        {
            Word = WordOf(limit.Unit, instrument),
        };
    }

    private sealed record Line(
        string Scope, string Name, string Unit, string Used, string Hard, string Soft, string Headroom, LimitView View)
    {
        public required string Word { get; init; }
    }
}

using System.Globalization;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Console.Risk;

/// <summary>What operators did and what came of it, from the journal: a table, or the records as JSON.</summary>
internal sealed class AuditReport(EngineConfiguration configuration, ScopeMap scopes)
{
    public void Print(RecordWalk walk, bool asJson)
    {
        using var output = new DataStream();
        if (asJson)
        {
            var text = new EventText(configuration.Instruments);
            walk.Run((in EngineEvent e) => output.Write(text.ToJson(in e)));
            return;
        }

        output.Write(Line("time", "sequence", "command", "outcome", "claimed", "account", "what and why"));
        walk.Run((in EngineEvent e) => output.Write(Line(
            EventText.Time(e.ReceiveTimestampNs),
            e.Sequence.ToString(CultureInfo.InvariantCulture),
            e.Done.Kind.ToString(),
            OutcomeOf(in e.Done),
            ActText.Read(e.Done.Who),
            AccountOf(in e.Done),
            WhatOf(in e.Done))));
    }

    private static string Line(params string[] cells) =>
        ($"{cells[0],-31}{cells[1],10}  {cells[2],-16}{cells[3],-10}{cells[4],-13}{cells[5],-25}" +
            cells[6]).TrimEnd();

    private static string OutcomeOf(in OperatorAct act) =>
        act.Outcome == ActOutcome.None ? "" : act.Outcome.ToString().ToLowerInvariant();

    private static string AccountOf(in OperatorAct act) =>
        act.UserCode == 0 ? "" : $"{ActText.Read(act.User)} ({act.UserCode - 1})";

    private string WhatOf(in OperatorAct act)
    {
        string why = ActText.Read(act.Reason);
        int row = act.Scope == RiskScope.None ? -1 : scopes.TryRowOf(act.Scope, act.ScopeIndex);
        string scope = row < 0 ? "" : scopes.NameOf(row);
        LimitDescription? limit =
            act.Kind == CommandKind.LimitSet ? LimitCatalog.Find((LimitId)act.LimitCode) : null;
        if (limit is null)
            return $"{scope} {why}".Trim();

        Instrument? instrument =
            act.Scope == RiskScope.Instrument && row >= 0 ? configuration.Instruments[act.ScopeIndex] : null;
        return $"{scope} {limit.Name} {act.Tier.ToString().ToLowerInvariant()} " +
            $"{RiskEventText.ValueOf(act.Tier, limit, instrument, act.Before)} -> " +
            $"{RiskEventText.ValueOf(act.Tier, limit, instrument, act.After)}: {why}";
    }
}

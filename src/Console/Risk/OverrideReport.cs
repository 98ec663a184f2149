using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Console.Risk;

/// <summary>A limit that holds another value for a while, as `lle risk` shows it.</summary>
/// <param name="Scope">Whose.</param>
/// <param name="Name">Of the limit.</param>
/// <param name="Value">What holds now.</param>
/// <param name="Before">What it goes back to.</param>
/// <param name="Until">When, UTC.</param>
/// <param name="ProposedBy">Who proposed it; empty where one person was enough.</param>
/// <param name="Who">Who set it in force.</param>
/// <param name="User">Account of who set it in force; empty where that is not known.</param>
/// <param name="Uid">Of that account; null where that is not known.</param>
/// <param name="Why">The reason given.</param>
internal sealed record OverrideReport(
    string Scope,
    string Name,
    string Value,
    string Before,
    string Until,
    string ProposedBy,
    string Who,
    string User,
    long? Uid,
    string Why)
{
    /// <summary>Those that run, the next to end first.</summary>
    public static IReadOnlyList<OverrideReport> Of(
        EngineConfiguration configuration, ScopeMap scopes, RiskBoardReader board) =>
        [.. board.Overrides().OrderBy(view => view.Override.EndNs)
            .Select(view => Of(configuration, scopes, board, view))];

    public string ToText() =>
        $"{Scope} {Name} is {Value} instead of {Before} until {Until}: by {Who}" +
        (ProposedBy.Length > 0 ? $", proposed by {ProposedBy}" : "") +
        (Uid is long uid ? $", account {User} (uid {uid})" : "") + $": {Why}";

    private static OverrideReport Of(
        EngineConfiguration configuration, ScopeMap scopes, RiskBoardReader board, OverrideView view)
    {
        LimitOverride running = view.Override;
        LimitDescription limit = LimitCatalog.Find(running.Id)!;
        (RiskScope kind, int scopeIndex) = scopes.ScopeOf(running.Row);
        Instrument? instrument = kind == RiskScope.Instrument ? configuration.Instruments[scopeIndex] : null;
        return new OverrideReport(
            scopes.NameOf(running.Row),
            limit.Name,
            LimitText.Format(limit, instrument, board.LimitOf(running.Row, running.Id).Hard),
            LimitText.Format(limit, instrument, running.Before),
            EventText.Time(running.EndNs),
            ActText.Read(running.First),
            ActText.Read(running.Who),
            view.User,
            running.UserCode == 0 ? null : running.UserCode - 1,
            ActText.Read(running.Reason));
    }
}

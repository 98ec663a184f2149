using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Console.Risk;

/// <summary>A scope in which orders are refused or may only reduce.</summary>
/// <param name="Scope">As `lle risk` names it.</param>
/// <param name="State">halted or reducing.</param>
internal readonly record struct BlockedScope(string Scope, string State);

/// <summary>
/// Which scopes of an engine do not trade freely, from its risk board: a firm may trade while nothing of it does.
/// </summary>
internal static class BlockedScopes
{
    /// <summary>None where the board cannot be read: `lle risk` then says why.</summary>
    public static IReadOnlyList<BlockedScope> Of(string folder)
    {
        try
        {
            EngineConfiguration configuration = EngineFolder.LoadConfiguration(folder);
            ScopeMap scopes = PreTradeRisk.MapOf(configuration.Risk.Setup);
            using var board = new RiskBoardReader(
                EngineFolder.RiskBoard(folder), scopes.RowCount, SizeReport.CountIn(configuration));
            return Of(board, scopes);
        }
        catch (Exception e) when (
            e is IOException or InvalidDataException or UnauthorizedAccessException or ConfigurationException)
        {
            return [];
        }
    }

    public static IReadOnlyList<BlockedScope> Of(RiskBoardReader board, ScopeMap scopes)
    {
        var blocked = new List<BlockedScope>();
        for (int row = 0; row < scopes.RowCount; row++)
        {
            TradingState state = board.ScopeOf(row).State;
            if (state != TradingState.Active)
                blocked.Add(new BlockedScope(
                    scopes.NameOf(row), JsonNamingPolicy.CamelCase.ConvertName(state.ToString())));
        }

        return blocked;
    }
}

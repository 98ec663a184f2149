using System.Text;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `venue.selfTradeTags`, and makes of `risk.selfTrade` what orders carry: a second net at the venue, which sees
/// what crosses on its way. Set-up only.
/// </summary>
internal static class SelfTradeTagReader
{
    private const char CancelAggressive = '1';
    private const char CancelPassive = '2';
    private const char CancelBoth = '3';

    /// <summary>Whether orders carry the fields; refused for a dialect that has none.</summary>
    public static bool Read(ConfigurationReader reader, string path, VenueDialect dialect)
    {
        bool isOn = reader.Flag($"{path}.selfTradeTags", fallback: false);
        if (isOn && !dialect.HasSelfTradeTags)
            reader.Refuse($"{path}.selfTradeTags", "false for this dialect, or FIX.4.4 or FIX.5.0SP2");

        return isOn;
    }

    /// <summary>Null where nothing is sent.</summary>
    public static SelfTradeTags? Of(EngineConfiguration configuration)
    {
        if (!configuration.Venue.SendsSelfTradeTags)
            return null;

        RiskSetup setup = configuration.Risk.Setup;
        int instrumentCount = setup.Instruments.Count;
        var instructions = new char[instrumentCount];
        for (int i = 0; i < instrumentCount; i++)
            instructions[i] = InstructionOf(setup.Instruments[i].SelfTrade);

        var ids = new byte[(setup.Strategies.Count + 1) * instrumentCount][];
        for (int i = 0; i < ids.Length; i++)
        {
            bool isFirmWide = setup.Instruments[i % instrumentCount].IsSelfTradeFirmWide;
            ids[i] = Encoding.UTF8.GetBytes(isFirmWide ? configuration.Name : GroupOf(setup, i / instrumentCount));
        }

        return new SelfTradeTags(ids, instructions);
    }

    /// <summary>FIX knows no decrement: what the engine could not shrink in time is cancelled where it comes.</summary>
    private static char InstructionOf(SelfTradeMode mode) => mode switch
    {
        SelfTradeMode.Off => default,
        SelfTradeMode.CancelOld => CancelPassive,
        SelfTradeMode.CancelBoth => CancelBoth,
        _ => CancelAggressive,
    };

    /// <summary>
    /// The account that leads the group; an operator's orders are of the first account, as in the gate.
    /// </summary>
    private static string GroupOf(RiskSetup setup, int strategy)
    {
        int account = strategy < setup.Strategies.Count ? setup.Strategies[strategy].AccountIndex : 0;
        int group = account < setup.SelfTradeGroups.Count ? setup.SelfTradeGroups[account] : account;
        return setup.Accounts[group];
    }
}

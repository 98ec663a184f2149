using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>A firm of one instrument and one strategy, and commands of an operator.</summary>
internal static class RiskSetupCases
{
    public static RiskSetup Setup { get; } = new()
    {
        Instruments = [new InstrumentControls { Name = "X", Limits = RiskCases.Limits }],
        MessageRate = RiskCases.Rate,
        Strategies = [new StrategyControls("maker")],
    };

    public static LimitSetting Hard(RiskScope scope, LimitId id, long hard, long soft = LimitCell.Off) =>
        new(scope, 0, id, hard, soft);

    public static PreTradeRisk With(params LimitSetting[] limits) => new(Setup with { Limits = limits });

    public static EngineEvent Act(CommandKind kind, RiskScope scope, string who = "alice", long nowNs = 1)
    {
        EngineEvent command = default;
        command.Kind = EventKind.Command;
        command.ReceiveTimestampNs = nowNs;
        command.Command.Kind = kind;
        command.Act.Scope = scope;
        ActText.TryWrite(who, command.Act.Who);
        return command;
    }

    public static EngineEvent SetLimit(RiskScope scope, LimitId id, long value, string who = "alice", long nowNs = 1)
    {
        EngineEvent command = Act(CommandKind.LimitSet, scope, who, nowNs);
        command.Command.Argument = value;
        command.Act.LimitCode = (byte)id;
        command.Act.Tier = LimitTier.Hard;
        return command;
    }
}

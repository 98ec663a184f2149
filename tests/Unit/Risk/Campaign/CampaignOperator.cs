using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>An operator of a campaign: halts, lets go and sets limits, of gate and twin alike.</summary>
internal sealed class CampaignOperator(Random random, RiskSetup setup, PreTradeRisk risk, Twin twin)
{
    /// <summary>When the gate last heard of him; 0 before.</summary>
    public long SeenNs { get; set; }

    public void GiveSignOfLife(long nowNs) =>
        Obey(new EngineEvent { Command = new Command { Kind = CommandKind.OperatorAlive } }, nowNs);

    /// <summary>Some scope; or all of them, to let them go.</summary>
    public void Order(CommandKind kind, long nowNs)
    {
        RiskScope scope = (RiskScope)random.Next(1, 10);
        if (scope == RiskScope.Cluster)
            return;

        int chosen = random.Next(1_000);
        bool isResumeOfAll = kind == CommandKind.ScopeResume;
        int first = isResumeOfAll ? (int)RiskScope.Firm : (int)scope;
        int last = isResumeOfAll ? (int)RiskScope.Instrument : (int)scope;
        for (int kindOfScope = first; kindOfScope <= last; kindOfScope++)
        {
            int count = risk.Scopes.CountOf((RiskScope)kindOfScope);
            for (int i = 0; i < count; i++)
            {
                if (isResumeOfAll ? kindOfScope != (int)RiskScope.Cluster : i == chosen % count)
                    Order(kind, (RiskScope)kindOfScope, i, nowNs);
            }
        }
    }

    private void Order(CommandKind kind, RiskScope scope, int index, long nowNs)
    {
        EngineEvent command = default;
        command.Command.Kind = kind;
        command.Act.Scope = scope;
        command.Act.ScopeIndex = index;
        command.Act.Who[0] = (byte)'x';
        Obey(command, nowNs);
        string name = twin.Scopes.NameOf(scope, index);
        if (kind == CommandKind.ScopeResume)
            twin.Scopes.Rearm(name);

        twin.Scopes.Order(name, kind switch
        {
            CommandKind.ScopeHalt => TradingState.Halted,
            CommandKind.ScopeReduce => TradingState.Reducing,
            _ => TradingState.Active,
        });
    }

    public void SetLimit(long nowNs)
    {
        LimitSetting setting = setup.Limits[random.Next(setup.Limits.Count)];
        if (setting.Hard < 100)
            return;

        long value = setting.Hard + random.NextInt64(-setting.Hard / 10, setting.Hard / 10);
        EngineEvent command = default;
        command.Command.Kind = CommandKind.LimitSet;
        command.Command.Argument = value;
        command.Act.Scope = setting.Scope;
        command.Act.ScopeIndex = setting.ScopeIndex;
        command.Act.LimitCode = (byte)setting.Id;
        command.Act.Tier = LimitTier.Hard;
        Obey(command, nowNs);
        twin.Limits.Set(twin.Scopes.NameOf(setting.Scope, setting.ScopeIndex), setting.Id, value);
    }

    private void Obey(EngineEvent command, long nowNs)
    {
        command.Kind = EventKind.Command;
        command.ReceiveTimestampNs = nowNs;
        risk.OnCommand(in command);
        SeenNs = nowNs;
    }
}

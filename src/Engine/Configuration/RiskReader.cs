using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// The section "risk" of a configuration and the limits that stand beside each instrument: who belongs to what, which
/// limits hold, and how money is counted. Set-up only.
/// </summary>
internal sealed class RiskReader(ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
{
    private const long NsPerMillisecond = 1_000_000;
    private const long NsPerSecond = 1_000_000_000;
    private const long DayMs = 86_400_000;
    private const string DefaultAccount = "main";
    private const string DefaultTrader = "desk";
    private const string DefaultSector = "all";

    private readonly VenueAbilities _abilities = AbilitiesReader.Read(reader);
    private readonly List<string> _clusters = [];
    private readonly List<string> _sectors = [];
    private readonly List<string> _currencies = [];

    public RiskConfiguration Read(IReadOnlyList<StrategyConfiguration> strategies)
    {
        List<string> accounts = ReadNames("risk.accounts", DefaultAccount);
        List<string> traders = ReadNames("risk.traders", DefaultTrader);
        _currencies.Add(reader.Text("risk.currency", instruments.Count > 0 ? instruments[0].Currency : "USD"));
        List<InstrumentControls> controls = [.. instruments.Select(ReadInstrument)];
        var setup = new RiskSetup
        {
            Instruments = controls,
            MessageRate = ReadMessageRate(),
            Accounts = accounts,
            SelfTradeGroups = SelfTradeReader.ReadGroups(reader, accounts),
            Traders = traders,
            Venues = ["venue"],
            Sectors = _sectors.Count > 0 ? _sectors : [DefaultSector],
            Currencies = _currencies,
            Clusters = _clusters,
            Strategies = [.. strategies.Select(s => ReadStrategy(s.Name, accounts, traders))],
            VolumeWindowNs = reader.Integer("risk.volumeWindowMs", 16, DayMs, 60_000) * NsPerMillisecond,
            DuplicateWindowNs = reader.Integer("risk.duplicateWindowMs", 1, 60_000, 1_000) * NsPerMillisecond,
            DayStartNs = reader.Integer("risk.dayStartMinutes", 0, 1_439, 0) * 60 * NsPerSecond,
            DeadManNs = reader.Integer("risk.deadManSeconds", 0, 86_400, 0) * NsPerSecond,
            NeedsTwoPersons = reader.Flag("risk.twoPersons", fallback: false),
            NeedsTwoUsers = ControlReader.ReadPersons(reader) == PersonRule.Accounts,
        };
        setup = setup with { Correlation = CorrelationReader.Read(reader, instruments.Count) };
        setup = new RiskLimitReader(reader, instruments, setup).Read();
        RiskLimits[] limits = [.. controls.Select(c => c.Limits)];
        return new RiskConfiguration(
            limits,
            setup.MessageRate,
            setup,
            reader.Flag("risk.cancelOnDisconnect", fallback: false),
            reader.Flag("risk.flattenOnReduce", fallback: false),
            reader.Flag("risk.flattenOnHalt", fallback: false));
    }

    private List<string> ReadNames(string path, string fallback)
    {
        int count = reader.CountOf(path);
        List<string> names = [.. Enumerable.Range(0, count).Select(i => reader.Text($"{path}[{i}]"))];
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count)
            reader.Refuse(path, "names that differ");

        return names.Count > 0 ? names : [fallback];
    }

    private InstrumentControls ReadInstrument(Instrument instrument)
    {
        string path = $"instruments[{instrument.Index}].risk";
        (SelfTradeMode Mode, bool IsFirmWide) selfTrade = SelfTradeReader.Read(reader, path);
        List<PhaseSetting> phases = ReadPhases($"{path}.phases");
        return new InstrumentControls
        {
            Name = instrument.Symbol,
            Limits = ReadLimits(instrument),
            Rate = ReadRate(instrument, $"{path}.currencyValue"),
            SectorIndex = Place(_sectors, reader.Text($"{path}.sector", DefaultSector)),
            CurrencyIndex = Place(_currencies, instrument.Currency),
            ClusterIndex = reader.Has($"{path}.cluster") ? Place(_clusters, reader.Text($"{path}.cluster")) : -1,
            BetaPpm = Ppm($"{path}.beta", -100, 100, 1),
            MarginPpm = Ppm($"{path}.margin", 0, 100, 1),
            SigmaPpm = Ppm($"{path}.sigma", 0, 100, 0),
            SensitivityMicrosPerLot = reader.Integer($"{path}.sensitivityMicrosPerLot", -(1L << 54), 1L << 54, 0),
            PriceStepTicks = reader.Integer($"{path}.priceStepTicks", 1, RiskLimits.PriceTicksMagnitudeMax, 1),
            QtyStepLots = Optional($"{path}.qtyStep", instrument.Qty, 1),
            OrderKinds = ReadKinds($"{path}.timesInForce", $"{path}.orderTypes"),
            Instructions = _abilities.Instructions,
            Restriction = reader.Choice(
                $"{path}.restriction", TradeRestriction.None, Enum.GetValues<TradeRestriction>()),
            Phases = phases,
            CloseCutOffNs = ReadCloseCutOff($"{path}.closeCutOffMinute", phases),
            SelfTrade = selfTrade.Mode,
            IsSelfTradeFirmWide = selfTrade.IsFirmWide,
            HasShortSaleRule = reader.Flag($"{path}.shortSaleRule", fallback: false),
            PreviousCloseTicks = Optional($"{path}.previousClose", instrument.Price, 0),
            Collar = ReadCollar($"{path}.collar"),
        };
    }

    private RiskLimits ReadLimits(Instrument instrument)
    {
        string path = $"instruments[{instrument.Index}].limits";
        return new RiskLimits
        {
            OrderQtyLotsMax = reader.Decimal($"{path}.orderQtyMax", instrument.Qty),
            OrderNotionalTickLotsMax = reader.Decimal($"{path}.orderNotionalMax", instrument.Money),
            PositionLotsMax = reader.Decimal($"{path}.positionMax", instrument.Qty),
            PriceTicksMin = 1,
            PriceTicksMax = RiskLimits.PriceTicksMagnitudeMax,
            PriceBandTicks = reader.Integer($"{path}.priceBandTicks", 1, RiskLimits.PriceTicksMagnitudeMax),
            OpenOrdersMax = (int)reader.Integer($"{path}.openOrdersMax", 1, 1 << 20),
        };
    }

    private MoneyRate ReadRate(Instrument instrument, string path)
    {
        DecimalScale value = reader.Has(path) ? reader.Step(path) : new DecimalScale(1, 0);
        try
        {
            return MoneyRate.Of(instrument.Money, value);
        }
        catch (ArgumentException)
        {
            reader.Refuse(path, "a value at which a tick of a lot is neither next to nothing nor too much to count");
            return MoneyRate.One;
        }
    }

    private long Ppm(string path, double min, double max, double fallback) =>
        (long)Math.Round(reader.Real(path, min, max, fallback) * 1e6);

    private long Optional(string path, DecimalScale scale, long fallback) =>
        reader.Has(path) ? reader.Decimal(path, scale) : fallback;

    private long ReadKinds(string timesPath, string typesPath)
    {
        long known = OrderKinds.Plain | _abilities.OrderKinds;
        if (!reader.Has(timesPath) && !reader.Has(typesPath))
            return known;

        return known & OrderKinds.Of(
            ReadChoices(typesPath, _abilities.OrderTypes), ReadChoices(timesPath, _abilities.TimesInForce));
    }

    private List<TEnum> ReadChoices<TEnum>(string path, IReadOnlyList<TEnum> known)
        where TEnum : struct, Enum
    {
        TEnum[] all = [.. known];
        int count = reader.CountOf(path);
        return count == 0
            ? [.. all]
            : [.. Enumerable.Range(0, count).Select(i => reader.Choice($"{path}[{i}]", all[0], all))];
    }

    private List<PhaseSetting> ReadPhases(string path)
    {
        var phases = new List<PhaseSetting>();
        int count = reader.CountOf(path);
        long leastMinute = 0;
        for (int i = 0; i < count; i++)
        {
            long minute = reader.Integer($"{path}[{i}].fromMinute", leastMinute, 1_439);
            leastMinute = minute + 1;
            phases.Add(new PhaseSetting(minute * 60 * NsPerSecond, reader.Choice(
                $"{path}[{i}].phase", SessionPhase.Continuous, Enum.GetValues<SessionPhase>())));
        }

        return phases;
    }

    private long ReadCloseCutOff(string path, List<PhaseSetting> phases)
    {
        long minute = reader.Integer(path, 1, 1_439, 0);
        bool hasClose = phases.Exists(static phase => phase.Phase == SessionPhase.ClosingAuction);
        if (minute != 0 && phases.Count > 0 && !hasClose)
            reader.Refuse(path, "nothing where no phase is a closingAuction");

        return minute * 60 * NsPerSecond;
    }

    private DynamicCollar? ReadCollar(string path) => !reader.Has(path) ? null : new DynamicCollar(
        (int)reader.Integer($"{path}.shareMinBasisPoints", 1, RiskLimits.BasisPointsPerOne, 10),
        (int)reader.Integer($"{path}.sigmas", 0, 100, 0),
        (int)reader.Integer($"{path}.horizonSeconds", 1, 86_400, 60),
        (int)reader.Integer($"{path}.spreads", 0, 10_000, 0));

    private StrategyControls ReadStrategy(string name, List<string> accounts, List<string> traders)
    {
        int count = reader.CountOf("risk.strategies");
        for (int i = 0; i < count; i++)
        {
            string path = $"risk.strategies[{i}]";
            if (reader.Text($"{path}.name") != name)
                continue;

            int allowedCount = reader.CountOf($"{path}.instruments");
            return new StrategyControls(
                name,
                Known($"{path}.account", accounts),
                Known($"{path}.trader", traders),
                reader.Has($"{path}.instruments")
                    ? [.. Enumerable.Range(0, allowedCount).Select(j => Known(
                        $"{path}.instruments[{j}]", [.. instruments.Select(n => n.Symbol)]))]
                    : null);
        }

        return new StrategyControls(name);
    }

    private int Known(string path, List<string> names)
    {
        int place = names.IndexOf(reader.Text(path, names[0]));
        if (place < 0)
            reader.Refuse(path, $"one of {string.Join(", ", names)}");

        return Math.Max(0, place);
    }

    private MessageRateLimit ReadMessageRate()
    {
        long messagesMax = reader.Integer("risk.messagesMax", 2, 1 << 20);
        return new MessageRateLimit
        {
            MessagesMax = (int)messagesMax,
            WindowNs = reader.Integer("risk.windowMs", 1, 3_600_000, 1_000) * NsPerMillisecond,
            CancelReserve = (int)reader.Integer(
                "risk.cancelReserve", 1, messagesMax - 1, Math.Max(1, messagesMax / 4)),
        };
    }

    /// <summary>Index of a name, which is added where it is new.</summary>
    private static int Place(List<string> names, string name)
    {
        int place = names.IndexOf(name);
        if (place >= 0)
            return place;

        names.Add(name);
        return names.Count - 1;
    }
}

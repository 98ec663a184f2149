using System;
using System.Collections.Generic;
using System.Globalization;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Sets session options by QuickFIX's names, as they stand in its configuration files, so that a session's settings can
/// be taken over as they are. For set-up.
/// </summary>
public static class QuickFixOptions
{
    private const long NsPerSecond = 1_000_000_000;

    private static readonly Dictionary<string, Func<FixSessionOptions, string, FixSessionOptions>> Setters =
        new(StringComparer.Ordinal)
        {
            ["SenderSubID"] = (o, v) => o with { SenderSubId = v },
            ["SenderLocationID"] = (o, v) => o with { SenderLocationId = v },
            ["TargetSubID"] = (o, v) => o with { TargetSubId = v },
            ["TargetLocationID"] = (o, v) => o with { TargetLocationId = v },
            ["DefaultApplVerID"] = (o, v) => o with { DefaultApplVerId = v },
            ["Username"] = (o, v) => o with { Username = v },
            ["Password"] = (o, v) => o with { Password = v },
            ["RawData"] = (o, v) => o with { RawData = v },
            ["HeartBtInt"] = (o, v) => o with { HeartbeatIntervalSeconds = Number(v) },
            ["LogonTimeout"] = (o, v) => o with { LogonTimeoutNs = Number(v) * NsPerSecond },
            ["LogoutTimeout"] = (o, v) => o with { LogoutTimeoutNs = Number(v) * NsPerSecond },
            ["ReconnectInterval"] = (o, v) => o with { ReconnectIntervalNs = Number(v) * NsPerSecond },
            ["ResetOnLogon"] = (o, v) => o with { ResetOnLogon = Flag(v) },
            ["ResetOnLogout"] = (o, v) => o with { ResetOnLogout = Flag(v) },
            ["ResetOnDisconnect"] = (o, v) => o with { ResetOnDisconnect = Flag(v) },
            ["RefreshOnLogon"] = (o, v) => o with { RefreshOnLogon = Flag(v) },
            ["EchoResetSeqNumFlag"] = (o, v) => o with { EchoesResetSeqNumFlag = Flag(v) },
            ["UseDataDictionary"] = (o, v) => Flag(v) ? o : o with { Dictionary = null },
            ["ValidateFieldsOutOfOrder"] =
                (o, v) => o with { Validation = o.Validation with { ValidateFieldsOutOfOrder = Flag(v) } },
            ["ValidateFieldsHaveValues"] =
                (o, v) => o with { Validation = o.Validation with { ValidateFieldsHaveValues = Flag(v) } },
            ["ValidateUserDefinedFields"] =
                (o, v) => o with { Validation = o.Validation with { ValidateUserDefinedFields = Flag(v) } },
            ["ValidateUnorderedGroupFields"] =
                (o, v) => o with { Validation = o.Validation with { ValidateUnorderedGroupFields = Flag(v) } },
            ["ValidateRequiredGroupFields"] =
                (o, v) => o with { Validation = o.Validation with { ValidateRequiredGroupFields = Flag(v) } },
            ["AllowUnknownMsgFields"] =
                (o, v) => o with { Validation = o.Validation with { AllowUnknownMsgFields = Flag(v) } },
            ["CheckCompID"] = (o, v) => o with { ChecksCompIds = Flag(v) },
            ["CheckLatency"] = (o, v) => Flag(v) ? o : o with { SendingTimeToleranceNs = 0 },
            ["MaxLatency"] = (o, v) =>
                o.SendingTimeToleranceNs == 0 ? o : o with { SendingTimeToleranceNs = Number(v) * NsPerSecond },
            ["ValidateLengthAndChecksum"] = (o, v) => o with { ValidatesLengthAndChecksum = Flag(v) },
            ["ValidateChecksum"] = (o, v) => o with { ValidatesLengthAndChecksum = Flag(v) },
            ["RejectGarbledMessage"] = (o, v) => o with { RejectsGarbledMessages = Flag(v) },
            ["RequiresOrigSendingTime"] = (o, v) => o with { RequiresOrigSendingTime = Flag(v) },
            ["EnableLastMsgSeqNumProcessed"] = (o, v) => o with { SendsLastMsgSeqNumProcessed = Flag(v) },
            ["EnableNextExpectedMsgSeqNum"] = (o, v) => o with { SendsNextExpectedMsgSeqNum = Flag(v) },
            ["MaxMessagesInResendRequest"] = (o, v) => o with { ResendRequestMessageCountMax = Number(v) },
            ["ResendRequestChunkSize"] = (o, v) => o with { ResendRequestMessageCountMax = Number(v) },
            ["SendRedundantResendRequests"] = (o, v) => o with { SendsRedundantResendRequests = Flag(v) },
            ["CmeEnhancedResend"] = (o, v) => o with { UsesCmeEnhancedResend = Flag(v) },
            ["IgnorePossDupResendRequests"] = (o, v) => o with { IgnoresPossDupResendRequests = Flag(v) },
            ["SendLogoutBeforeDisconnectFromTimeout"] = (o, v) => o with { LogsOutBeforeTimeoutDisconnect = Flag(v) },
            ["ResendGapFillOnly"] = (o, v) => o with { ResendsGapFillOnly = Flag(v) },
            ["PersistMessages"] = (o, v) => o with { ResendsGapFillOnly = !Flag(v) },
            ["MillisecondsInTimeStamp"] =
                (o, v) => Flag(v) ? o : o with { SendingTimePrecision = FixTimePrecision.Seconds },
            ["TimeStampPrecision"] = (o, v) => o with { SendingTimePrecision = Precision(v) },
            ["TimestampPrecision"] = (o, v) => o with { SendingTimePrecision = Precision(v) },
        };

    /// <summary>Every name that <see cref="Apply"/> knows, without those of the schedule.</summary>
    public static IReadOnlyCollection<string> Names => Setters.Keys;

    /// <summary>Sets the options that are named; the schedule's only together.</summary>
    /// <exception cref="ArgumentException">A name is unknown or a value is none of its kind.</exception>
    public static FixSessionOptions Apply(FixSessionOptions options, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var schedule = new ScheduleSettings();
        var connect = new ConnectSettings();
        foreach ((string name, string value) in settings)
        {
            try
            {
                if (Setters.TryGetValue(name, out Func<FixSessionOptions, string, FixSessionOptions>? set))
                    options = set(options, value);
                else if (!schedule.TrySet(name, value) && !connect.TrySet(name, value))
                    throw new ArgumentException("no option has this name; see QuickFIX's configuration for the names");
            }
            catch (Exception e) when (e is ArgumentException or FormatException or TimeZoneNotFoundException)
            {
                string shown = IsSecret(name) ? "***" : value;
                throw new ArgumentException($"FIX session option is not allowed: {name}={shown}: {e.Message}", e);
            }
        }

        if (connect.IsGiven)
            options = options with { Addresses = connect.Build() };

        return schedule.IsGiven ? options with { Schedule = schedule.Build() } : options;
    }

    /// <summary>True for the options whose value is never printed.</summary>
    public static bool IsSecret(string name) => name is "Password" or "RawData";

    /// <summary>Reads Y or N.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    internal static bool Flag(string value) => value switch
    {
        "Y" or "y" => true,
        "N" or "n" => false,
        _ => throw new ArgumentException("use Y or N"),
    };

    private static int Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentException("use a whole number from 0 on");

    private static FixTimePrecision Precision(string value) => value.ToUpperInvariant() switch
    {
        "0" or "SECOND" or "SECONDS" => FixTimePrecision.Seconds,
        "3" or "MILLI" or "MILLIS" or "MILLISECOND" => FixTimePrecision.Milliseconds,
        "6" or "MICRO" or "MICROS" or "MICROSECOND" => FixTimePrecision.Microseconds,
        "9" or "NANO" or "NANOS" or "NANOSECOND" => FixTimePrecision.Nanoseconds,
        _ => throw new ArgumentException("use SECONDS, MILLIS, MICROS or NANOS"),
    };
}

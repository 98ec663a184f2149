using System;
using System.Globalization;
using System.Threading;
using LowLatencyEngine.Journal;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>
/// Power failures at any moment on a disk that tears, reorders and loses what was not synced. LLE_JOURNAL_CRASHES sets
/// how many.
/// </summary>
public sealed class JournalCrashProperties(ITestOutputHelper output)
{
    [Fact]
    public void Power_mode_loses_nothing_that_it_called_durable()
    {
        int refusedCount = 0;
        int unsyncedCount = 0;
        for (int seed = 1; seed <= Crashes(); seed++)
        {
            var random = new Random(seed);
            using TempJournal left = Live(JournalMode.Power, random, out long durable, out long appended);
            bool wasRefused = TryRecover(left, out long found);
            refusedCount += wasRefused ? 1 : 0;
            unsyncedCount += appended > durable ? 1 : 0;
            Assert.True(
                found >= durable && found <= appended,
                $"seed={seed}, durable={durable}, found={found}, appended={appended}");
        }

        output.WriteLine($"crashes={Crashes()}, refused={refusedCount}, with records in flight={unsyncedCount}");
        Assert.NotEqual(0, unsyncedCount);
    }

    [Fact]
    public void Process_mode_may_lose_the_end_to_a_power_failure_but_never_shows_a_wrong_record()
    {
        int lostCount = 0;
        for (int seed = 1; seed <= Crashes(); seed++)
        {
            var random = new Random(seed);
            using TempJournal left = Live(JournalMode.Process, random, out _, out long appended);
            TryRecover(left, out long found);
            lostCount += found < appended ? 1 : 0;
            Assert.True(found <= appended, $"seed={seed}, found={found}, appended={appended}");
        }

        output.WriteLine($"crashes={Crashes()}, with a lost end={lostCount}");
        Assert.NotEqual(0, lostCount); // Else the storage forgets nothing and the test proves nothing.
    }

    private static int Crashes() => int.Parse(
        Environment.GetEnvironmentVariable("LLE_JOURNAL_CRASHES") ?? "20", CultureInfo.InvariantCulture);

    private static TempJournal Live(JournalMode mode, Random random, out long durable, out long appended)
    {
        var storage = new CrashStorage();
        using var journal = new TempJournal();
        JournalOptions options = journal.Options(4_096 * random.Next(2, 6), mode) with { Storage = storage };
        using JournalWriter writer = JournalWriter.Open(options, out _);
        int bursts = random.Next(1, 8);
        for (int burst = 0; burst < bursts; burst++)
        {
            TempJournal.Append(writer, random.Next(1, 60));
            writer.RequestCommit();
            if (random.Next(2) == 0)
                SpinWait.SpinUntil(() => writer.DurableSequence == writer.NextSequence - 1, TempJournal.Patience);
        }

        durable = writer.DurableSequence;
        appended = writer.NextSequence - 1;
        return storage.CutPower(journal, random);
    }

    /// <summary>
    /// Starts again, by the repair that the refusal names where sectors survived out of order; all that is found is
    /// compared with what was appended.
    /// </summary>
    private static bool TryRecover(TempJournal left, out long found)
    {
        bool wasRefused = false;
        found = 0;
        while (true)
        {
            try
            {
                using (JournalWriter writer = JournalWriter.Open(left.Options(), out JournalRecovery recovery))
                    found = recovery.Report.LastSequence;

                if (found > 0)
                    Assert.Equal(found, left.ReadAndCheck());

                return wasRefused;
            }
            catch (JournalException refused) when (!wasRefused && refused.Damage is not null)
            {
                wasRefused = true;
                found = refused.Damage.Sequence - 1;
                if (found == 0)
                    return true;

                JournalRepair.CutAfter(left.Folder, found);
            }
        }
    }
}

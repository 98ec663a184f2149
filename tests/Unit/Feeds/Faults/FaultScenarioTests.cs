using System;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>
/// Seeded faults between venue and feed, for every dialect: a book is the venue's or said to be unfit, never silently
/// wrong, and it is back within two round trips. The seed in a failure's text replays it. LLE_FAULT_SCENARIOS sets how
/// many there are of each dialect.
/// </summary>
public sealed class FaultScenarioTests
{
    private static readonly int ScenarioCount =
        int.TryParse(Environment.GetEnvironmentVariable("LLE_FAULT_SCENARIOS"), out int count) ? count : 250;

    public static TheoryData<string> Dialects => [.. FaultSubject.Names];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_book_is_never_silently_wrong(string dialect)
    {
        int comparedCount = 0, unfitCount = 0;
        for (int seed = 1; seed <= ScenarioCount; seed++)
        {
            var scenario = new FaultScenario(
                $"dialect={dialect}, seed={seed}", new Random(seed), FaultSubject.Of(dialect));
            scenario.Run();
            comparedCount += scenario.ComparedCount;
            unfitCount += scenario.UnfitCount;
        }

        Assert.True(comparedCount > 10 * ScenarioCount, $"too little was compared: comparedCount={comparedCount}");
        Assert.True(unfitCount > 5 * ScenarioCount, $"the faults did no harm: unfitCount={unfitCount}");
    }
}

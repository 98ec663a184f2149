using System.Collections.Generic;
using System.Text.Json;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// Whatever order fills and market data took over real sockets, a replay of the journal makes the same bytes of it.
/// </summary>
public sealed class ReplayTests
{
    public static TheoryData<string, int> Runs()
    {
        var runs = new TheoryData<string, int>();
        foreach (string map in new[] { "inline", "duo" })
        {
            for (int seed = 1; seed <= 5; seed++)
                runs.Add(map, seed);
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_replay_makes_every_output_and_the_state_again(string map, int seed)
    {
        using var folder = new TemporaryFolder();
        string journal = folder.File("journal");
        LleResult demo = Lle.Run(
            "demo", "--for", "4s", "--speed", "20", "--seed", $"{seed}", "--map", map, "--journal", journal, "--json");
        Assert.True(demo.ExitCode == 0, demo.ToString());
        JsonElement summary = JsonDocument.Parse(demo.LastLine).RootElement;
        Assert.True(summary.GetProperty("orders").GetInt64() > 0, demo.ToString());

        var hashes = new HashSet<string>();
        using LleProcess first = Lle.Start("replay", journal, "--json");
        using LleProcess second = Lle.Start("replay", journal, "--json");
        foreach (LleProcess repeat in new[] { first, second })
        {
            LleResult replay = repeat.WaitForEnd(Lle.Patience);

            Assert.True(replay.ExitCode == 0, replay.ToString());
            JsonElement result = JsonDocument.Parse(replay.LastLine).RootElement;
            Assert.True(result.GetProperty("identical").GetBoolean());
            Assert.True(result.GetProperty("outputs").GetInt64() > 0);
            Assert.Equal(
                summary.GetProperty("journal").GetProperty("records").GetInt64(),
                result.GetProperty("records").GetInt64());
            hashes.Add(result.GetProperty("stateHash").GetString()!);
        }

        hashes.Add(summary.GetProperty("stateHash").GetString()!);
        Assert.Single(hashes);
    }
}

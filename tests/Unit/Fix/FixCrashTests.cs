using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// A session whose process dies between any two stores, over and over: no number is ever seen with two contents, and
/// what was committed can be asked for after the restart.
/// </summary>
public sealed class FixCrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lle-fix-crash-").FullName;
    private readonly Dictionary<long, string> _contentByNumber = []; // All that the peer ever saw.
    private readonly HashSet<string> _committed = [];

    private long _nextId = 1;
    private long _peerNumber = 1;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_number_has_two_contents_and_no_committed_message_is_lost(int seed)
    {
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        for (int life = 0; life < 25; life++)
            Live(random, crashAfterStores: random.Next(1, 150));

        Live(random, crashAfterStores: int.MaxValue, askFrom: 1);
        string[] seen = [.. _contentByNumber.Values.Where(IsReport)];
        Assert.Empty(_committed.Except(seen));
        Assert.Equal(seen.Length, seen.Distinct().Count());
        Assert.True(seen.Length > 200, $"messages={seen.Length}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_reset_that_was_cut_short_is_completed(int storesDone)
    {
        string path = Path.Combine(_folder, "numbers");
        using (var numbers = new MappedSequenceStore(path))
            (numbers.NextOutgoing, numbers.NextIncoming) = (50, 60);

        // As the reset writes them: mark, two numbers, mark.
        int[] offsets = [40, 16, 24, 40];
        byte[] bytes = File.ReadAllBytes(path);
        for (int i = 0; i < storesDone; i++)
            BitConverter.TryWriteBytes(bytes.AsSpan(offsets[i]), i == 3 ? 0L : 1L);

        File.WriteAllBytes(path, bytes);
        using var again = new MappedSequenceStore(path);
        Assert.Equal((1L, 1L), (again.NextOutgoing, again.NextIncoming));
    }

    private void Live(Random random, int crashAfterStores, long askFrom = 0)
    {
        using var numbers = new MappedSequenceStore(Path.Combine(_folder, "numbers"));
        using var sent = new SentMessageFile(Path.Combine(_folder, "sent"), capacitySlots: 4_096, slotSizeBytes: 128);
        var mortal = new MortalStore(numbers, sent) { StoresLeft = crashAfterStores };
        try
        {
            LiveOn(random, new SessionBench(SessionBench.AcceptorOptions, mortal, mortal), askFrom);
        }
        catch (ProcessDiedException)
        {
            // What was in its buffers is gone; what its socket took is with the peer.
        }
    }

    private void LiveOn(Random random, SessionBench bench, long askFrom)
    {
        bench.Connect();
        _peerNumber = Math.Max(_peerNumber, bench.Session.NextIncoming);
        Say(bench, "35=A|34=#|98=0|108=30|");
        askFrom = askFrom > 0 ? askFrom : Math.Max(bench.Session.NextOutgoing - 100, 1);
        Say(bench, $"35=2|34=#|7={askFrom}|16=0|");
        for (int step = random.Next(80); step > 0; step--)
        {
            if (random.Next(4) == 0)
                Say(bench, "35=1|34=#|112=x|");
            else
                SendReport(bench);

            if (random.Next(3) != 0)
                See(bench);
        }

        if (askFrom == 1 || random.Next(3) != 0)
            See(bench);
    }

    private void SendReport(SessionBench bench)
    {
        string report = string.Create(CultureInfo.InvariantCulture, $"35=8|37={_nextId++}");
        if (bench.Send(report))
            _committed.Add(report);
    }

    private void Say(SessionBench bench, string text)
    {
        bench.Hear(text.Replace("#", $"{_peerNumber++}", StringComparison.Ordinal));
        See(bench);
    }

    // The peer reads all that was sent: first copies and repeated ones must say the same.
    private void See(SessionBench bench)
    {
        foreach (string message in bench.TakeOutput())
        {
            string[] fields = message.Split('|');
            long number = long.Parse(fields[1][3..], CultureInfo.InvariantCulture);
            bool isGapFill = fields[0] == "35=4";
            string content = string.Join('|', fields.Where((field, place) => place != 1 && field != "43=Y"));
            if (isGapFill)
                Assert.False(IsReport(_contentByNumber.GetValueOrDefault(number, "")), $"number={number}");
            else if (!_contentByNumber.TryAdd(number, content))
                Assert.Equal(_contentByNumber[number], content);
        }
    }

    private static bool IsReport(string content) => content.StartsWith("35=8", StringComparison.Ordinal);

    private sealed class ProcessDiedException : Exception;

    /// <summary>Both stores of a session; dies before or after the store that was said.</summary>
    private sealed class MortalStore(IFixSequenceStore numbers, IFixResendSource sent)
        : IFixSequenceStore, IFixResendSource
    {
        public int StoresLeft { get; set; }

        public long NextOutgoing
        {
            get => numbers.NextOutgoing;
            set => Store(() => numbers.NextOutgoing = value);
        }

        public long NextIncoming
        {
            get => numbers.NextIncoming;
            set => Store(() => numbers.NextIncoming = value);
        }

        public long SessionStartNs
        {
            get => numbers.SessionStartNs;
            set => Store(() => numbers.SessionStartNs = value);
        }

        public long OldestMsgSeqNum => sent.OldestMsgSeqNum;

        public void Keep(long msgSeqNum, ReadOnlySpan<byte> message)
        {
            byte[] copy = message.ToArray();
            Store(() => sent.Keep(msgSeqNum, copy));
        }

        public bool TryGet(long msgSeqNum, out ReadOnlySpan<byte> message) => sent.TryGet(msgSeqNum, out message);

        public void DropFrom(long msgSeqNum) => Store(() => sent.DropFrom(msgSeqNum));

        private void Store(Action store)
        {
            if (StoresLeft-- <= 0)
                throw new ProcessDiedException();

            store();
        }
    }
}

using System;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// Mutated and random bytes through framer, scanner, dictionary and session: no exception, no hang, bounded output. By
/// default a million messages, two a round on average.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class FixFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20260115;
    private const int SizeMax = 1_024;

    private static readonly string[] Bodies =
    [
        "35=A|34=1|98=0|108=30|", "35=A|34=1|98=0|108=30|141=Y|", "35=0|34=2|112=SYNC|", "35=1|34=3|112=x|",
        "35=2|34=2|7=1|16=0|", "35=2|34=5|7=1|16=3|", "35=3|34=2|45=1|", "35=4|34=2|36=9|123=Y|", "35=4|34=2|36=9|",
        "35=8|34=2|37=1|17=2|150=F|39=2|11=5|55=EURUSD|54=1|31=1.1|32=5|14=5|151=0|", "35=5|34=3|58=x|",
        "35=8|34=9|43=Y|122=20260115-14:30:00|37=1|",
        "35=n|34=4|212=6|213=a|10=b|", "35=j|34=4|45=2|372=D|380=3|", "35=D|34=1|11=1|54=1|38=1|",
    ];

    [Fact]
    public void Mutated_messages_never_break_framer_and_scanner()
    {
        output.WriteLine($"seed={Seed}");
        var random = new Random(Seed);
        byte[][] corpus = Corpus();
        var scanner = new FixScanner();
        byte[] input = new byte[4 * SizeMax];
        long valueBytes = 0;
        for (int i = 0; i < FuzzCount.Of(250_000); i++)
        {
            int length = FillMutated(random, corpus, input);
            ReadOnlySpan<byte> rest = input.AsSpan(0, length);
            while (FixFramer.TryFrame(rest, SizeMax, out int taken) != FrameVerdict.Incomplete)
            {
                Assert.InRange(taken, 1, rest.Length);
                valueBytes += ReadAll(scanner.Scan(rest[..taken])); // Garbled ones too: the scanner trusts nobody.
                rest = rest[taken..];
            }
        }

        Assert.True(valueBytes > 0);
    }

    [Fact]
    public void Mutated_messages_never_break_a_session()
    {
        output.WriteLine($"seed={Seed}");
        var random = new Random(Seed);
        byte[][] corpus = Corpus();
        byte[] input = new byte[4 * SizeMax];
        FixSession[] sessions = [Session(isInitiator: false), Session(isInitiator: true)];
        long nowNs = SessionBench.StartNs;
        long activeCount = 0;
        for (int i = 0; i < FuzzCount.Of(250_000); i++)
        {
            FixSession session = sessions[i & 1];
            nowNs += 1_000_000;
            if (session.State == FixSessionState.Disconnected)
            {
                session.ConnectionLost();
                session.Connect(nowNs);
                session.Receive(corpus[0]);
                Drain(session, nowNs);
            }

            activeCount += session.IsLoggedOn ? 1 : 0;
            session.Receive(input.AsSpan(0, FillMutated(random, corpus, input)));
            Drain(session, nowNs);
            session.OnTimer(nowNs);
            session.ConsumeOutput(random.Next(session.PendingOutput.Length + 1));
        }

        Assert.True(activeCount > 10_000, $"the sessions were hardly ever logged on: {activeCount}");
        Assert.All(sessions, session => Assert.True(session.Counters.GarbledReceived > 0));
        Assert.All(sessions, session => Assert.True(session.Counters.MessagesDelivered > 0));
    }

    [Fact]
    public void A_session_that_is_fed_garbage_allocates_nothing()
    {
        var random = new Random(Seed);
        byte[][] corpus = Corpus();
        byte[] input = new byte[4 * SizeMax];
        FixSession session = Session(isInitiator: false);
        Run(20_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(20_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (session.State == FixSessionState.Disconnected)
                {
                    session.ConnectionLost();
                    session.Connect(SessionBench.StartNs);
                    session.Receive(corpus[0]);
                }

                session.Receive(input.AsSpan(0, FillMutated(random, corpus, input)));
                Drain(session, SessionBench.StartNs);
                session.OnTimer(SessionBench.StartNs);
                session.ConsumeOutput(session.PendingOutput.Length);
            }
        }
    }

    private static FixSession Session(bool isInitiator) => new(
        new FixSessionOptions
        {
            SenderCompId = "ISLD", TargetCompId = "TW",
            IsInitiator = isInitiator, ConfirmsSynchronization = isInitiator,
            Dictionary = BuiltInDictionary.For("FIX.4.4"), RejectsFlawedApplicationMessages = isInitiator,
            ResetOnLogon = true, MessageSizeBytesMax = SizeMax, SendingTimeToleranceNs = 0, HeldMessageCountMax = 8,
        },
        new MemorySequenceStore(),
        isInitiator ? null : new SentMessageRing(capacitySlots: 16, slotSizeBytes: 256));

    private static byte[][] Corpus()
    {
        var bench = new SessionBench(SessionBench.AcceptorOptions);
        return [.. Bodies.Select(bench.PeerMessage)];
    }

    // One to three messages, some of them mutated, some bytes in between.
    private static int FillMutated(Random random, byte[][] corpus, byte[] target)
    {
        int length = 0;
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            byte[] message = corpus[random.Next(corpus.Length)];
            message.CopyTo(target, length);
            if (random.Next(4) != 0)
                Mutate(random, target.AsSpan(length, message.Length));

            length += random.Next(8) == 0 ? random.Next(message.Length) : message.Length;
        }

        return length;
    }

    private static void Mutate(Random random, Span<byte> message)
    {
        ReadOnlySpan<byte> likely = "\u0001=0189Y-.ADFIX"u8;
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            byte mutation = random.Next(2) == 0 ? (byte)random.Next(256) : likely[random.Next(likely.Length)];
            message[random.Next(message.Length)] = mutation;
        }

        if (random.Next(2) == 0)
            Repair(message);
    }

    // A right checksum lets the mutation through to the scanner and the session.
    private static void Repair(Span<byte> message)
    {
        FixNumber.FormatFixed(FixChecksum.Of(message[..^7]), message[^4..^1]);
        "10="u8.CopyTo(message[^7..]);
        message[^8] = message[^1] = 1;
    }

    private static void Drain(FixSession session, long nowNs)
    {
        while (session.TryTakeMessage(nowNs, out FixMessage message))
            ReadAll(message);
    }

    private static long ReadAll(FixMessage message)
    {
        long sum = 0;
        foreach (FixField field in message)
        {
            sum += field.Value.Length;
            sum += message.TryGet(field.Tag, out ReadOnlySpan<byte> value) ? value.Length : 0;
        }

        message.TryGetInt64(FixTags.LastQty, out _);
        message.TryGetTimestampNs(FixTags.SendingTime, out _);
        return sum;
    }
}

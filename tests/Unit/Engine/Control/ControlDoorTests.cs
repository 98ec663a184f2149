using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Control;

public sealed class ControlDoorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lle-door-").FullName;

    private static Operators OwnAccount => Operators.Of(new ControlConfiguration());

    private string SocketPath => Path.Combine(_folder, "control.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ok 17", ControlOutcome.Done, "17")]
    [InlineData("refused the name is wrong", ControlOutcome.Refused, "the name is wrong")]
    [InlineData("unknown nobody knows", ControlOutcome.Unknown, "nobody knows")]
    public void An_answer_is_told_by_its_first_word(string answer, ControlOutcome expected, string expectedText)
    {
        using var door = new ControlDoor(SocketPath, OwnAccount, (_, _) => answer);

        Assert.Equal((expected, expectedText), ControlClient.Ask(SocketPath, "halt"));
    }

    [Fact]
    public void Requests_arrive_as_they_were_asked_one_client_after_the_other()
    {
        using var door = new ControlDoor(SocketPath, OwnAccount, (request, _) => $"ok {request.Length}");

        for (int i = 0; i < 20; i++)
            Assert.Equal((ControlOutcome.Done, "11"), ControlClient.Ask(SocketPath, "resume demo"));
    }

    [Fact]
    public void Without_an_engine_the_door_is_not_reachable_and_named()
    {
        (ControlOutcome outcome, string text) = ControlClient.Ask(SocketPath, "halt");

        Assert.Equal(ControlOutcome.NotReachable, outcome);
        Assert.Contains(SocketPath, text);
    }

    [Fact]
    public void A_socket_left_by_a_dead_engine_is_replaced_and_the_door_leaves_none()
    {
        File.WriteAllText(SocketPath, "left over");
        using (new ControlDoor(SocketPath, OwnAccount, (_, _) => "ok 1"))
            Assert.Equal(ControlOutcome.Done, ControlClient.Ask(SocketPath, "halt").Outcome);

        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public void A_client_that_talks_without_an_end_or_says_nothing_does_not_close_the_door()
    {
        using var door = new ControlDoor(SocketPath, OwnAccount, (_, _) => "ok 1");
        using (Socket silent = Connect())
            silent.Shutdown(SocketShutdown.Both);

        using (Socket endless = Connect())
        {
            endless.Send(Encoding.ASCII.GetBytes(new string('x', 4_096)));
            using var reader = new StreamReader(new NetworkStream(endless));
            Assert.Contains("longer than 256 bytes", reader.ReadLine());
        }

        Assert.Equal(ControlOutcome.Done, ControlClient.Ask(SocketPath, "halt").Outcome);
    }

    [Fact]
    public void Who_asks_is_what_the_kernel_says()
    {
        Caller asked = default;
        using (new ControlDoor(SocketPath, OwnAccount, (_, caller) =>
        {
            asked = caller;
            return "ok 1";
        }))
            Assert.Equal(ControlOutcome.Done, ControlClient.Ask(SocketPath, "halt").Outcome);

        Assert.Equal(Environment.UserName, asked.Name);
        Assert.Equal(asked, OwnAccount.CallerOf(asked.Uid));
        Assert.Equal(asked.Uid + 1, asked.Code);
    }

    [Fact]
    public void An_account_that_may_not_act_is_refused_with_the_names_of_those_that_may()
    {
        bool wasAsked = false;
        var others = Operators.Of(new ControlConfiguration { Operators = ["4000000001"] });
        using (new ControlDoor(SocketPath, others, (_, _) =>
        {
            wasAsked = true;
            return "ok 1";
        }))
        {
            for (int i = 0; i < 20; i++)
            {
                (ControlOutcome outcome, string text) = ControlClient.Ask(SocketPath, "halt");
                Assert.Equal(ControlOutcome.Refused, outcome);
                Assert.Contains($"user={Environment.UserName}, ", text);
                Assert.Contains("operators=4000000001; ", text);
            }

            Assert.True(File.GetUnixFileMode(SocketPath).HasFlag(UnixFileMode.OtherWrite)); // They must get that far.
        }

        Assert.False(wasAsked);
    }

    [Fact]
    public void Without_operators_the_socket_is_for_the_own_account()
    {
        using var door = new ControlDoor(SocketPath, OwnAccount, (_, _) => "ok 1");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
    }

    [Fact]
    public void An_operator_that_the_machine_does_not_know_is_named()
    {
        EngineStartException e = Assert.Throws<EngineStartException>(
            () => Operators.Of(new ControlConfiguration { Operators = ["root", "no-such-account"] }));
        Assert.Contains("no-such-account", e.Message);
        Assert.True(Operators.Of(new ControlConfiguration { Operators = ["root"] }).Allow(0));
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }
}

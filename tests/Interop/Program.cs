using System.Globalization;

namespace LowLatencyEngine.Interop;

/// <summary>
/// Our initiator as a process of its own, so that a test can kill it: "trader PORT FOLDER", then "order FIRST COUNT"
/// on standard input, until that ends. Says "in TYPE ID" for what it took.
/// </summary>
internal static class Program
{
    private const int Usage = 2;

    public static int Main(string[] words)
    {
        if (words is not ["trader", var port, var folder])
        {
            System.Console.Error.WriteLine("usage: trader PORT FOLDER; the tests themselves run under `dotnet test`");
            return Usage;
        }

        using EngineSide trader = EngineSide.Trader(folder, Number(port));
        trader.OnMessage = (type, id) => System.Console.Out.WriteLine($"in {type} {id}");
        trader.Start();
        System.Console.Out.WriteLine("ready");
        while (System.Console.In.ReadLine() is { } line)
        {
            if (line.Split(' ') is ["order", var first, var count])
                Order(trader, Number(first), Number(count));
        }

        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void Order(EngineSide trader, int first, int count)
    {
        for (int id = first; id < first + count; id++)
            trader.Send(Fix.MsgTypes.NewOrderSingle, $"11={id}|55=EURUSD|54=1|60=20260105-10:00:00.000|38=100|40=1|");
    }
}

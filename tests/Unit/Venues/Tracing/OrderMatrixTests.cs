using Xunit;

namespace LowLatencyEngine.Unit.Venues.Tracing;

/// <summary>
/// Groups A to D of the order state change matrices, every row and every other path. Source: FIX 4.4 and 5.0 SP2
/// Volume 4.
/// </summary>
public sealed class OrderMatrixTests
{
    private static readonly string[] Accepted = ["D X 10000", "?8/8 X 10000 0 0", "0/0 X 10000 0 10000"];

    private static readonly string[] Filled1000 = [.. Accepted, "F/1 X 10000 1000 9000 1000@50"];

    private static readonly string[] Filled2000 = [.. Accepted, "F/1 X 10000 2000 8000 2000@50"];

    public static TheoryData<string, string[]> Matrices { get; } = new()
    {
        {
            "A.1.a", [.. Accepted, "?8/8 X 10000 0 0", "F/1 X 10000 2000 8000 2000@50", "F/1 X 10000 3000 7000 1000@50",
            "F/2 X 10000 10000 0 7000@50"]
        },
        { "A.1.b", [.. Filled2000, "F/1 X 10000 3000 7000 1000@50", "3/3 X 10000 3000 0"] },
        {
            "B.1.a", [.. Accepted, "F Y,X 10000 => X +Y", "?9/0 Y,X => X", "6/6 Y,X 10000 0 10000 => X +Y",
            "?9/0 Y,X => X", "4/4 Y,X 10000 0 0 => X"]
        },
        {
            "B.1.b", [.. Filled2000, "F Y,X 10000 => X +Y", "F/1 X 10000 5000 5000 3000@50", "?9/1 Y,X => X",
            "6/6 Y,X 10000 5000 5000 => X +Y", "F/6 X 10000 6000 4000 1000@50", "?9/1 Y,X => X",
            "4/4 Y,X 10000 6000 0 => X"]
        },
        {
            "B.1.c", [.. Filled2000, "F Y,X 10000 => X +Y", "F/1 X 10000 5000 5000 3000@50", "?9/1 Y,X => X",
            "6/6 Y,X 10000 5000 5000 => X +Y", "F/6 X 10000 10000 0 5000@50", "9/2 Y,X => X"]
        },
        {
            "B.1.d", ["D X 10000", "F Y,X 10000 => X +Y", "6/6 Y,X 10000 0 10000", "0/0 X 10000 0 10000",
            "4/4 Y,X 10000 0 0 => X", "D A 5000", "F B,A 5000 => A +B", "6/6 B,A 5000 0 5000",
            "4/4 B,A 5000 0 0 => A"]
        },
        {
            "B.1.e", ["D X 10000", "F Y,X 10000 => X +Y", "0/0 X 10000 0 10000", "6/6 Y,X 10000 0 10000",
            "4/4 Y,X 10000 0 0 => X"]
        },
        {
            "C.1.a", [.. Accepted, "G Y,X 11000 => X +Y", "?9/0 Y,X => X", "E/E Y,X 10000 0 10000 => X +Y",
            "?9/0 Y,X => X", "5/0 Y,X 11000 0 11000 => Y", "F/1 Y 11000 1000 10000 1000@50",
            "F/1 Y 11000 3000 8000 2000@50"]
        },
        {
            "C.1.b", [.. Filled1000, "G Y,X 12000 => X +Y", "?9/1 Y,X => X", "E/E Y,X 10000 1000 9000 => X +Y",
            "F/E X 10000 1100 8900 100@50", "?9/1 Y,X => X", "5/1 Y,X 12000 1100 10900 => Y",
            "F/2 Y 12000 12000 0 10900@50"]
        },
        {
            "C.1.c", [.. Accepted, "F/2 X 10000 10000 0 10000@50", "G Y,X 12000 => X +Y", "?9/2 Y,X => X",
            "E/E Y,X 10000 10000 0 => X +Y", "?9/2 Y,X => X", "5/1 Y,X 12000 10000 2000 => Y",
            "F/2 Y 12000 12000 0 2000@50"]
        },
        { "C.2.a", [.. Filled1000, "G Y,X 10000 => X +Y", "F/2 X 10000 10000 0 9000@50", "9/2 Y,X => X"] },
        {
            "C.3.a", [.. Filled1000, "G Y,X 8000 => X +Y", "F/1 X 10000 1500 8500 500@50", "?9/1 Y,X => X",
            "E/E Y,X 10000 1500 8500 => X +Y", "F/E X 10000 1600 8400 100@50", "?9/1 Y,X => X",
            "5/1 Y,X 8000 1600 6400 => Y", "F/2 Y 8000 8000 0 6400@50"]
        },
        {
            "C.3.b", [.. Accepted, "G Y,X 7000 => X +Y", "F/1 X 10000 7000 3000 7000@50",
            "5/2 Y,X 7000 7000 0 => Y"]
        },
        {
            "C.3.c", [.. Accepted, "G Y,X 7000 => X +Y", "F/1 X 10000 8000 2000 8000@50",
            "5/2 Y,X 8000 8000 0 => Y"]
        },
        {
            "D.1.a", [.. Filled1000, "G Y,X 8000 => X +Y", "E/E Y,X 10000 1000 9000", "F/E X 10000 1500 8500 500@50",
            "5/1 Y,X 8000 1500 6500 => Y", "F/1 Y 8000 3500 4500 2000@50", "G Z,Y 6000 => Y +Z",
            "E/E Z,Y 8000 3500 4500", "F/E Y 8000 4000 4000 500@50", "5/1 Z,Y 6000 4000 2000 => Z",
            "F/2 Z 6000 6000 0 2000@50"]
        },
        {
            "D.1.b", [.. Filled1000, "G Y,X 8000 => X +Y", "9/1 Y,X => X", "F/1 X 10000 1500 8500 500@50",
            "F/1 X 10000 3500 6500 2000@50", "G Z,X 6000 => X +Z", "E/E Z,X 10000 3500 6500",
            "5/1 Z,X 6000 3500 2500 => Z", "F/1 Z 6000 5000 1000 1500@50"]
        },
        {
            "D.1.c", [.. Filled1000, "G Y,X 8000 => X +Y", "E/E Y,X 10000 1000 9000", "F/E X 10000 1500 8500 500@50",
            "9/1 Y,X => X", "F/1 X 10000 3500 6500 2000@50", "G Z,X 6000 => X +Z", "E/E Z,X 10000 3500 6500",
            "?9/1 Z,X => X", "5/1 Z,X 6000 3500 2500 => Z", "F/1 Z 6000 5000 1000 1500@50"]
        },
        {
            "D.2.a", [.. Filled1000, "G Y,X 8000 => X +Y", "G Z,Y 7000 => X +Y +Z", "E/E Y,X 10000 1000 9000",
            "5/1 Y,X 8000 1000 7000 => Y +Z", "E/E Z,Y 8000 1000 7000", "5/1 Z,Y 7000 1000 6000 => Z",
            "F/2 Z 7000 7000 0 6000@50"]
        },
        {
            "D.2.b", [.. Filled1000, "G Y,X 8000 => X +Y", "G Z,Y 7000 => X +Y +Z", "E/E Y,X 10000 1000 9000",
            "E/E Z,X 8000 1000 7000", "5/E Y,X 8000 1000 7000 => Y +Z", "5/1 Z,Y 7000 1000 6000 => Z",
            "F/2 Z 7000 7000 0 6000@50"]
        },
        {
            "D.2.c", [.. Filled1000, "G Y,X 8000 => X +Y", "G Z,Y 7000 => X +Y +Z", "E/E Y,X 10000 1000 9000",
            "9/1 Y,X => X +Z", "E/E Z,X 10000 1000 9000", "9/1 Z,X => X", "F/1 X 10000 7000 3000 6000@50"]
        },
        {
            "D.2.d", [.. Filled1000, "G Y,X 8000 => X +Y", "G Z,Y 7000 => X +Y +Z", "E/E Y,X 10000 1000 9000",
            "9/E Z,X => X +Y", "5/1 Y,X 8000 1000 7000 => Y", "F/1 Y 8000 3000 5000 2000@50"]
        },
    };

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Follows_every_row_of_the_matrix_in_every_version(string id, string[] rows)
    {
        Assert.NotEmpty(id);
        Assert.Equal("", OrderScript.Play("FIX.4.4", rows));
        Assert.Equal("", OrderScript.Play("FIX.4.2", rows));
        Assert.Equal("", OrderScript.Play("FIXT.1.1", rows));
    }

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Follows_every_row_from_the_sell_side_alone(string id, string[] rows)
    {
        Assert.NotEmpty(id);
        Assert.Equal("", OrderScript.Play("FIX.4.4", rows, withRequests: false));
    }
}

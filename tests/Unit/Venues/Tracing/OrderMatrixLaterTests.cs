using Xunit;

namespace LowLatencyEngine.Unit.Venues.Tracing;

/// <summary>
/// Groups E to L of the order state change matrices, every row and every other path. Source: FIX 4.4 and 5.0 SP2
/// Volume 4.
/// </summary>
public sealed class OrderMatrixLaterTests
{
    private static readonly string[] Accepted = ["D X 10000", "?8/8 X 10000 0 0", "0/0 X 10000 0 10000"];

    private static readonly string[] Renewed =
    [
        "D X 10000", "0/0 X 10000 0 10000", "F/1 X 10000 2000 8000 2000@50 #B", "3/3 X 10000 2000 8000",
        "D/1 X 10000 2000 8000",
    ];

    public static TheoryData<string, string[]> Matrices { get; } = new()
    {
        { "E.1.b", [.. Accepted, "F/1 X 10000 1000 9000 1000@50", "4/4 X 10000 1000 0"] },
        {
            "E.1.c", [.. Accepted, "D/0 X 11000 0 11000", "F/1 X 11000 1000 10000 1000@50",
            "D/1 X 12000 1000 11000"]
        },
        { "E.1.d", [.. Accepted, "D/0 X 9000 0 9000", "F/2 X 9000 9000 0 9000@50"] },
        { "E.1.e", [.. Accepted, "4/4 X 10000 0 0"] },
        {
            "E.1.f", [.. Accepted, "L/0 X 10000 0 10000", "F/1 X 10000 2000 8000 2000@50",
            "F/2 X 10000 10000 0 8000@50"]
        },
        {
            "F.1.a", ["D X 10000", "0/0 X 10000 0 10000", "F/1 X 10000 1000 9000 1000@50",
            "8/1 X 10000 1000 9000"]
        },
        { "F.1.c", ["D X 10000", "8/8 X 10000 0 0"] },
        { "G.1.b", [.. Accepted, "H X", "I/0 X 10000 0 10000"] },
        {
            "G.1.c", ["D X 10000", "H X", "I/A X 10000 0 10000", "?8/8 X 10000 0 0", "0/0 X 10000 0 10000", "H X",
            "I/0 X 10000 0 10000", "F/1 X 10000 2000 8000 2000@50", "H X", "I/1 X 10000 2000 8000",
            "F/2 X 10000 10000 0 8000@50", "H X", "I/2 X 10000 10000 0", "G Y,X 12000 => X +Y",
            "E/E Y,X 10000 10000 0", "5/1 Y,X 12000 10000 2000 => Y", "H X", "I/1 X 12000 10000 2000", "H Y",
            "I/1 Y 12000 10000 2000"]
        },
        { "H.1.a", [.. Renewed, "F/1 X 10000 3000 7000 1000@50"] },
        {
            "H.1.b", ["D X 10000", "0/0 X 10000 0 10000", "F/1 X 10000 2000 8000 2000@50", "3/3 X 10000 2000 8000",
            "D/1 X 20000 4000 16000", "F/1 X 20000 9000 11000 5000@25", "F/2 X 20000 20000 0 11000@25"]
        },
        {
            "H.1.c", [.. Renewed, "F Y,X 10000 => X +Y", "?9/1 Y,X => X", "6/6 Y,X 10000 2000 8000 => X +Y",
            "?9/1 Y,X => X", "4/4 Y,X 10000 2000 0 => X"]
        },
        {
            "H.1.d", [.. Renewed, "G Y,X 15000 => X +Y", "?9/1 Y,X => X", "E/E Y,X 10000 2000 8000 => X +Y",
            "F/E X 10000 3000 7000 1000@50", "?9/1 Y,X => X", "5/1 Y,X 15000 3000 12000 => Y"]
        },
        { "I.1.a", [.. Accepted, "4/4 X 10000 0 0"] },
        { "I.1.b", [.. Accepted, "F/1 X 10000 1000 9000 1000@50", "4/4 X 10000 1000 0"] },
        {
            "J.1.a", [.. Accepted, "F/1 X 10000 1000 9000 1000@100 #C", "F/2 X 10000 10000 0 9000@110 #D",
            "H/1 X 10000 9000 1000 0@0 #E(C)", "G/1 X 10000 9000 1000 9000@100 #F(D)",
            "F/2 X 10000 10000 0 1000@120 #G", "G/2 X 10000 10000 0 9000@120 #H(F)", "G Y,X 12000 => X +Y",
            "E/E Y,X 10000 10000 0", "5/1 Y,X 12000 10000 2000 => Y",
            "G/1 Y 12000 10500 1500 9500@120 #K(H)"]
        },
        {
            "J.1.b", ["D X 10000", "0/0 X 10000 0 10000", "F/1 X 10000 5000 5000 5000@50 #B", "F Y,X 10000 => X +Y",
            "6/6 Y,X 10000 5000 5000", "4/4 Y,X 10000 5000 0 => X", "H/4 X 10000 0 0 0@0 #E(B)",
            "F/4 X 10000 4000 0 4000@51 #F"]
        },
        {
            "J.1.c", [.. Renewed, "F/1 X 10000 3000 7000 1000@50 #E", "G/1 X 10000 2500 7500 1500@50 #F(B)",
            "G/1 X 10000 2000 8000 500@50 #G(E)"]
        },
        {
            "J.1.d", ["D X 10000", "0/0 X 10000 0 10000", "F/1 X 10000 5000 5000 5000@50 #B", "3/3 X 10000 5000 0",
            "G/3 X 10000 4000 0 4000@50 #D(B)", "H/3 X 10000 0 0 0@0 #E(D)"]
        },
        { "K.1.a", [.. Accepted, "F/2 X 10000 10000 0 10000@50"] },
        { "K.1.b", [.. Accepted, "4/4 X 10000 0 0"] },
        { "L.1.a", [.. Accepted, "7/7 X 10000 0 10000 1000@50.1", "F/7 X 10000 1000 9000 1000@50"] },
        {
            "L.1.b", ["D X", "?8/8 X 0 0 0", "0/0 X 500 0 500", "F/1 X 500 200 300 200@20.1",
            "F/2 X 500 500 0 300@20.2"]
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

using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Unit.Venues.Tracing;
using Xunit;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// The order state change matrices A.1.a to L.1.b against the engine's decoder and order table, row by row, in three
/// versions of FIX. Source: FIX 4.4 and 5.0 SP2 Volume 4.
/// </summary>
public sealed class OrderTableMatrixTests
{
    /// <summary>What a log cannot show and the engine must know.</summary>
    private static readonly (string Id, string[] Rows)[] Further =
    [
        ("F.1.b", ["D X 10000", "0/0 X 10000 0 10000", "I/0 X 10000 0 10000", "F/1 X 10000 2000 8000 2000@50"]),
        ("G.1.a", ["D X 10000", "H X", "I/8 X 10000 0 0"]),
    ];

    public static TheoryData<string, string[]> Matrices
    {
        get
        {
            var matrices = new TheoryData<string, string[]>();
            IEnumerable<object[]> shared = Unit.Venues.Tracing.OrderMatrixTests.Matrices
                .Concat(OrderMatrixLaterTests.Matrices);
            foreach (object[] matrix in shared)
                matrices.Add((string)matrix[0], (string[])matrix[1]);

            foreach ((string id, string[] rows) in Further)
                matrices.Add(id, rows);

            return matrices;
        }
    }

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Follows_every_row_of_the_matrix_in_every_version(string id, string[] rows)
    {
        Assert.NotEmpty(id);
        Assert.Equal("", EngineOrderScript.Play("FIX.4.4", rows));
        Assert.Equal("", EngineOrderScript.Play("FIX.4.2", rows));
        Assert.Equal("", EngineOrderScript.Play("FIXT.1.1", rows));
    }

    [Fact]
    public void B1f_a_cancel_of_an_order_that_the_venue_does_not_know_closes_nothing_and_raises_doubt() =>
        Assert.Equal(
            "New 10000 0 10000 in doubt, position 0, None",
            EngineOrderScript.After("X", ["D X 10000", "0/0 X 10000 0 10000", "F Y,X 10000 => X +Y", "9/8 Y,X => X"]));

    [Fact]
    public void E1a_the_fills_of_a_telephoned_order_are_booked_although_nobody_ordered_it() =>
        Assert.Equal(
            "unknown, position 2000, Foreign",
            EngineOrderScript.After("T", ["0/0 T 10000 0 10000", "F/1 T 10000 2000 8000 2000@50"]));

    [Fact]
    public void The_table_has_every_scenario_but_the_two_of_orders_that_one_side_does_not_know()
    {
        string[] groups =
        [
            "A.1 ab", "B.1 abcde", "C.1 abc", "C.2 a", "C.3 abc", "D.1 abc", "D.2 abcd", "E.1 bcdef", "F.1 abc",
            "G.1 abc", "H.1 abcd", "I.1 ab", "J.1 abcd", "K.1 ab", "L.1 ab",
        ];
        IEnumerable<string> expected = groups
            .SelectMany(group => group[4..].Select(letter => $"{group[..3]}.{letter}"));
        string[] ids = [.. Matrices.Select(matrix => (string)matrix[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, ids);
    }
}

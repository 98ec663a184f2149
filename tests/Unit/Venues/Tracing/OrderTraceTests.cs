using System;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.Tracing;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Tracing;

/// <summary>What the matrices do not show: repeats, lateness, strangers, refusals below the application.</summary>
public sealed class OrderTraceTests
{
    private const string Ack = "35=8|37=V1|11=X|17=A|150=0|39=0|38=100|14=0|151=100|6=0|";
    private const string FirstFill = "35=8|37=V1|11=X|17=B|150=F|39=1|38=100|14=40|151=60|32=40|31=5|6=5|";
    private const string SecondFill = "35=8|37=V1|11=X|17=C|150=F|39=1|38=100|14=60|151=40|32=20|31=8|6=6|";

    private readonly OrderTrace _trace = new();
    private readonly FixScanner _scanner = new();

    [Fact]
    public void Counts_a_repeated_execution_once()
    {
        Send("35=D|11=X|38=100|", Ack, FirstFill);
        Assert.Equal("Duplicate X 1 100/40/60 @5", Report(FirstFill));
        Assert.Equal("Duplicate X 1 100/40/60 @5", Report(FirstFill + "43=Y|"));
        Assert.Equal("None X 1 100/60/40 @6", Report(SecondFill));
        Assert.Equal("Duplicate X 1 100/60/40 @6", Report(FirstFill));
    }

    [Fact]
    public void Tells_fills_without_an_execution_id_apart_by_their_total()
    {
        string first = FirstFill.Replace("17=B|", "", StringComparison.Ordinal);
        string second = SecondFill.Replace("17=C|", "", StringComparison.Ordinal);
        Send("35=D|11=X|38=100|", Ack, first);
        Assert.Equal("Duplicate X 1 100/40/60 @5", Report(first));
        Assert.Equal("None X 1 100/60/40 @6", Report(second));
        Assert.Equal("Duplicate X 1 100/60/40 @6", Report(second));
    }

    [Fact]
    public void Keeps_the_newer_total_when_fills_arrive_out_of_order()
    {
        Send("35=D|11=X|38=100|", Ack);
        Assert.Equal("None X 1 100/60/40 @6", ReportAt("12:00:02", SecondFill));
        Assert.Equal("Late X 1 100/60/40 @6", ReportAt("12:00:01", FirstFill));
        string otherAck = Ack.Replace("17=A", "17=A2", StringComparison.Ordinal);
        Assert.Equal("Late X 1 100/60/40 @6", ReportAt("12:00:00", otherAck));
    }

    [Fact]
    public void Takes_a_lower_total_that_is_surely_newer()
    {
        // The cancel of the first fill was lost.
        Send("35=D|11=X|38=100|", Ack);
        ReportAt("12:00:01", FirstFill);
        Assert.Equal(
            "None X 1 100/20/80 @8",
            ReportAt("12:00:03", "35=8|37=V1|11=X|17=D|150=F|39=1|38=100|14=20|151=80|32=20|31=8|6=8|"));
    }

    [Fact]
    public void Ignores_the_second_cancel_of_an_execution()
    {
        const string bust = "35=8|37=V1|11=X|17=D|19=B|150=H|39=0|38=100|14=0|151=100|6=0|";
        Send("35=D|11=X|38=100|", Ack, FirstFill);
        Assert.Equal("None X 0 100/0/100 @0", Report(bust));
        Assert.Equal("AlreadyCanceled X 0 100/0/100 @0", Report(
            bust.Replace("17=D", "17=E", StringComparison.Ordinal)));
        Assert.Equal("AlreadyCanceled X 0 100/0/100 @0", Report(
            bust.Replace("17=D|19=B", "17=F|19=D", StringComparison.Ordinal)));
    }

    [Fact]
    public void Ignores_a_fill_that_was_voided_before_it_came()
    {
        Send("35=D|11=X|38=100|", Ack);
        Assert.Equal(
            "UnknownExecution X 0 100/0/100 @0",
            Report("35=8|37=V1|11=X|17=D|19=B|150=H|39=0|38=100|14=0|151=100|6=0|"));
        Assert.Equal("Late X 0 100/0/100 @0", Report(FirstFill));
    }

    [Fact]
    public void Adds_up_fills_whose_totals_are_not_stated()
    {
        Send("35=D|11=X|38=100|", Ack);
        Assert.Equal("None X 1 100/40/60 @5", Report("35=8|37=V1|11=X|17=B|150=F|39=1|32=40|31=5|"));
        Assert.Equal("None X 2 100/100/0 @6.2", Report("35=8|37=V1|11=X|17=C|150=F|39=2|32=60|31=7|"));
        Assert.Equal("None X 1 100/60/40 @7", Report("35=8|37=V1|11=X|17=D|19=B|150=H|39=1|"));
    }

    [Fact]
    public void Adopts_an_order_that_was_telephoned()
    {
        Assert.Equal("Adopted - 0 100/0/100 @0", Report(Ack.Replace("11=X|", "", StringComparison.Ordinal)));
        Assert.Equal("None - 1 100/40/60 @5", Report(FirstFill.Replace("11=X|", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Takes_no_report_of_one_partys_order_for_another_partys()
    {
        Send("35=D|11=X|38=100|", Ack);
        Assert.Equal("Adopted X 1 100/40/60 @5", Apply("49=SELL|56=OTHER|" + FirstFill));
        Assert.Equal("None X 1 100/60/40 @6", Report(SecondFill));
    }

    [Fact]
    public void Keeps_the_id_of_an_unknown_order_free()
    {
        Apply("49=BUY|56=SELL|35=F|11=Y|41=X|38=100|");
        Assert.Equal("UnknownOrder X 8 -/0/0 @0 !cancel Y 1", Report("35=9|37=NONE|11=Y|41=X|39=8|102=1|434=1|"));
        Assert.Equal("None X A 100/0/100 @0", Apply("49=BUY|56=SELL|35=D|11=X|38=100|"));
    }

    [Fact]
    public void Answers_about_unknown_orders_leave_the_known_one_alone()
    {
        Send("35=D|11=X|38=100|", Ack, FirstFill);
        Apply("49=BUY|56=SELL|35=H|11=Y|");
        Assert.Equal(
            "UnknownOrder Y 8 0/0/0 @0 !order Y 5",
            Report("35=8|37=V1|11=Y|17=0|150=I|39=8|103=5|38=0|14=0|151=0|6=0|"));
        Assert.Equal("None X 1 100/60/40 @6", Report(SecondFill));
    }

    [Fact]
    public void Leaves_the_first_order_alone_when_its_id_is_used_again()
    {
        Send("35=D|11=X|38=100|", Ack);
        Assert.Equal("DuplicateClOrdID X 0 100/0/100 @0", Apply("49=BUY|56=SELL|35=D|11=X|38=200|"));
        Assert.Equal(
            "None X 0 100/0/100 @0 !order X 6",
            Report("35=8|37=V1|11=X|17=D|150=8|39=8|103=6|38=200|14=0|151=0|6=0|"));
        Assert.Equal("Duplicate X 0 100/0/100 @0 !order X 6", Apply("49=BUY|56=SELL|35=D|11=X|38=100|97=Y|"));
    }

    [Fact]
    public void Starts_a_second_order_for_a_possible_resend_with_a_new_id()
    {
        Send("35=D|11=X|38=100|", Ack, "35=8|37=V1|11=X|17=0|150=I|39=0|38=100|14=0|151=100|6=0|");
        Assert.Equal("None Y A 150/0/150 @0", Apply("49=BUY|56=SELL|35=D|11=Y|38=150|97=Y|"));
        Assert.Equal("None Y 0 150/0/150 @0", Report("35=8|37=V2|11=Y|17=D|150=0|39=0|38=150|14=0|151=150|6=0|"));
        Assert.Equal("None X 1 100/40/60 @5", Report(FirstFill));
    }

    [Fact]
    public void Takes_a_fill_under_the_new_id_for_the_acceptance_of_the_replace()
    {
        Send("35=D|11=X|38=100|", Ack);
        Apply("49=BUY|56=SELL|35=G|11=Y|41=X|38=120|");
        const string fill = "35=8|37=V1|11=Y|17=C|150=F|39=1|38=120|14=20|151=100|32=20|31=8|6=8|";
        Assert.Equal("None Y 1 120/20/100 @8", ReportAt("12:00:02", fill));
        const string replaced = "35=8|37=V1|11=Y|41=X|17=B|150=5|39=0|38=120|14=0|151=120|6=0|";
        Assert.Equal("Late Y 1 120/20/100 @8", ReportAt("12:00:01", replaced));
    }

    [Fact]
    public void Does_not_go_back_to_an_older_replace_that_is_reported_late()
    {
        Send("35=D|11=X|38=100|", Ack, FirstFill);
        const string second = "35=8|37=V1|11=Z|41=Y|17=D|150=5|39=1|38=80|14=60|151=20|6=6|";
        Assert.Equal("None Z 1 80/60/20 @6", ReportAt("12:00:02", second));
        const string first = "35=8|37=V1|11=Y|41=X|17=C|150=5|39=1|38=90|14=40|151=50|6=5|";
        Assert.Equal("Late Z 1 80/60/20 @6", ReportAt("12:00:01", first));
    }

    [Fact]
    public void Does_not_believe_a_pending_report_that_states_the_quantity_asked_for()
    {
        Send("35=D|11=X|38=100|", Ack, FirstFill);
        Assert.Equal(
            "None X E 100/40/60 @5 +Y",
            Report("35=8|37=V1|11=Y|41=X|17=D|150=E|39=E|38=200|14=40|151=60|6=5|"));
    }

    [Fact]
    public void Keeps_a_canceled_order_canceled_when_a_late_fill_is_worded_as_if_it_lived()
    {
        Send("35=D|11=X|38=100|", Ack, "35=8|37=V1|11=X|17=Q|150=4|39=4|38=100|14=0|151=0|6=0|");
        Assert.Equal("None X 4 100/40/0 @5", Report(FirstFill));
    }

    [Fact]
    public void Waits_for_no_cancel_of_an_order_that_is_canceled()
    {
        Send("35=D|11=X|38=100|", Ack);
        Assert.Equal("None X 0 100/0/100 @0 +Y", Apply("49=BUY|56=SELL|35=F|11=Y|41=X|"));
        Assert.Equal("None X 4 100/0/0 @0", Report("35=8|37=V1|11=X|17=Q|150=4|39=4|38=100|14=0|151=0|6=0|"));
        Assert.Equal("None X 4 100/0/0 @0 !cancel Y 0", Report("35=9|37=V1|11=Y|41=X|39=4|102=0|434=1|"));
    }

    [Theory]
    [InlineData("35=3|45=7|372=D|373=1|58=no|", "None X 8 100/0/0 @0 !order X 1 no")]
    [InlineData("35=j|45=7|372=D|380=3|", "None X 8 100/0/0 @0 !order X 3")]
    [InlineData("35=j|379=X|372=D|380=3|", "None X 8 100/0/0 @0 !order X 3")]
    [InlineData("35=j|379=Q|372=D|380=3|", "NotAnOrder")]
    [InlineData("35=3|45=8|", "NotAnOrder")]
    public void Ends_an_order_that_was_refused_below_the_application(string reject, string expected)
    {
        Apply("49=BUY|56=SELL|34=7|35=D|11=X|38=100|");
        Assert.Equal(expected, Report(reject));
    }

    [Fact]
    public void Takes_back_a_cancel_that_was_refused_below_the_application()
    {
        Send("35=D|11=X|38=100|", Ack, FirstFill);
        Assert.Equal("None X 1 100/40/60 @5 +Y", Apply("49=BUY|56=SELL|34=9|35=F|11=Y|41=X|"));
        Assert.Equal("None X 1 100/40/60 @5 !cancel Y 0", Report("35=j|45=9|372=F|380=0|"));
    }

    private void Send(string order, params string[] reports)
    {
        Apply("49=BUY|56=SELL|" + order);
        foreach (string report in reports)
            Report(report);
    }

    private string Report(string fields) => Apply("49=SELL|56=BUY|" + fields);

    private string ReportAt(string time, string fields) =>
        Report($"52=20260105-{time}|60=20260105-{time}|" + fields);

    private string Apply(string fields)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(("8=FIX.4.4|9=0|" + fields + "10=000|").Replace('|', '\u0001'));
        return Describe(_trace.Apply(_scanner.Scan(bytes)));
    }

    private static string Describe(TraceStep step)
    {
        if (step.State is not { } state)
            return step.Note.ToString();

        string qty = state.OrderQty?.ToString(CultureInfo.InvariantCulture) ?? "-";
        string pending = state.PendingClOrdIDs.Count == 0 ? "" : " +" + string.Join('+', state.PendingClOrdIDs);
        OrderReject? reject = state.LastReject;
        string refused = reject is null
            ? ""
            : $" !{reject.Of} {reject.ClOrdID} {reject.Reason} {reject.Text}".TrimEnd();
        return FormattableString.Invariant(
            $"{step.Note} {state.ClOrdID ?? "-"} {state.OrdStatus} {qty}/{state.CumQty}/{state.LeavesQty} ") +
            FormattableString.Invariant($"@{state.AvgPx / 1.00000m:0.####}{pending}{refused}");
    }
}

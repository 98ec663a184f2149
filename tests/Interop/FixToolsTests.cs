using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;

namespace LowLatencyEngine.Interop;

/// <summary>`lle fix decode` and `lle fix orders` as their user runs them.</summary>
public sealed class FixToolsTests : IDisposable
{
    private const string Logon =
        "8=FIX.4.4|9=84|35=A|34=1|49=BUY|52=20260105-10:00:00|56=SELL|98=0|108=30|553=me|554=sesame|10=174|";

    private const string Order =
        "8=FIX.4.4|9=102|35=D|34=2|49=BUY|52=20260105-10:00:01|56=SELL|11=X|38=100|40=1|54=1|55=EURUSD|" +
        "60=20260105-10:00:01|10=136|";

    private const string Fill =
        "8=FIX.4.4|9=133|35=8|34=3|49=SELL|52=20260105-10:00:02|56=BUY|6=1.5|11=X|14=40|17=E1|31=1.5|32=40|37=V1|" +
        "38=100|39=1|54=1|55=EURUSD|150=F|151=60|10=051|";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("|", "")]
    [InlineData("\u0001", "")]
    [InlineData("^A", "2026-01-05 10:00:00.001 OUT ")]
    public void Decodes_a_sound_log_in_any_form(string separator, string prefix)
    {
        string log = Sealed(prefix + Logon) + "\n" + Sealed(prefix + Order) + "\n";
        (int exitCode, string output) = Run("decode", log.Replace("|", separator, StringComparison.Ordinal));
        Assert.True(exitCode == 0, output);
        Assert.Contains("NewOrderSingle(D)", output, StringComparison.Ordinal);
        Assert.Contains("Side(54)", output, StringComparison.Ordinal);
        Assert.Contains("1  Buy", output, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("95=5|96=xyzzy|")]
    [InlineData("95=7|96=xyz|xyz|")]
    [InlineData("95=99|96=xyz|xyz|")]
    [InlineData("554=xyzzy|925=xyzzy|")]
    [InlineData("1401=5|1402=xyzzy|1403=5|1404=xyzzy|")]
    [InlineData("554=xyzzy|554=xyzzy|")]
    public void Shows_no_secret_of_a_log_whatever_is_wrong_with_it(string secrets)
    {
        string log = Sealed(Logon.Replace("554=sesame|", secrets, StringComparison.Ordinal));
        foreach (string[] options in (string[][])[[], ["--json"]])
        {
            string output = Run("decode", log, options).Output;
            Assert.Contains("EncryptMethod", output, StringComparison.Ordinal);
            Assert.DoesNotContain("xyz", output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("accept", "--session", "FIX.4.4:A>B;Password=sesame")]
    [InlineData("accept", "--session", "FIX.4.4:A->B;Password sesame")]
    [InlineData("accept", "--session", "FIX.4.4:A->B", "--set", "Password:sesame")]
    [InlineData("accept", "--session", "FIX.4.4:A->B", "--set", "RawData=sesame\u00fc")]
    [InlineData("accept", "--session", "FIX.4.4:A->B", "--set", "Password=sesame\u00fc")]
    public void Shows_no_secret_in_an_error(params string[] words)
    {
        (int exitCode, string output, string errors) = RunWords(["fix", .. words]);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.NotEmpty(errors);
        Assert.DoesNotContain("sesame", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_log_and_ends_with_1()
    {
        string unsound = Sealed(Fill).Replace("|10=", "|58=x|10=", StringComparison.Ordinal);
        (int exitCode, string output) = Run("decode", Sealed(Logon) + unsound + Sealed(Fill.Replace("34=3", "34=9",
            StringComparison.Ordinal).Replace("39=1|", "", StringComparison.Ordinal)), "--json");
        string[] findings = [.. output.TrimEnd().Split('\n').SelectMany(line =>
            JsonDocument.Parse(line).RootElement.GetProperty("findings").EnumerateArray()
                .Select(finding => finding.GetProperty("kind").GetString()!))];
        Assert.Equal(["length", "checksum", "required", "sequence"], findings);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void Prints_the_state_of_an_order_after_each_message()
    {
        (int exitCode, string output) = Run("orders", Sealed(Order) + Sealed(Fill), "--json");
        Assert.Equal(0, exitCode);
        JsonElement last = JsonDocument.Parse(output).RootElement.EnumerateArray().Last();
        Assert.Equal("X V1 1 100 40 60 1.5", string.Join(' ', new[]
        {
            "clOrdID", "orderID", "ordStatus", "orderQty", "cumQty", "leavesQty", "avgPx",
        }.Select(name => last.GetProperty(name).ToString())));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("pending").ValueKind);
        Assert.Equal(JsonValueKind.Null, last.GetProperty("lastReject").ValueKind);
    }

    [Fact]
    public void Refuses_a_file_without_messages()
    {
        Assert.Equal(1, Run("orders", "nothing here").ExitCode);
        Assert.Equal(1, Run("decode", "nothing here").ExitCode);
    }

    // The length and the sum that belong to what is written above.
    private static string Sealed(string message)
    {
        int start = message.IndexOf("8=FIX", StringComparison.Ordinal);
        int bodyStart = message.IndexOf("35=", StringComparison.Ordinal);
        int bodyEnd = message.LastIndexOf("10=", StringComparison.Ordinal);
        string head = $"8=FIX.4.4|9={bodyEnd - bodyStart}|{message[bodyStart..bodyEnd]}";
        int sum = head.Replace('|', '\u0001').Sum(character => character) % 256;
        return $"{message[..start]}{head}10={sum:000}|";
    }

    private (int ExitCode, string Output) Run(string tool, string log, params string[] options)
    {
        string file = Path.Combine(_folder.Path, "log.txt");
        File.WriteAllText(file, log);
        (int exitCode, string output, _) = RunWords(["fix", tool, file, .. options]);
        return (exitCode, output);
    }

    private static (int ExitCode, string Output, string Errors) RunWords(string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [LlePath.Dll, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.Append(line.Data);
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.ToString());
    }
}

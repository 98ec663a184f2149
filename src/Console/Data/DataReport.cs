using System.Linq;
using Spectre.Console;

namespace LowLatencyEngine.Console.Data;

/// <summary>What the doctor found, for a person or for a script.</summary>
internal static class DataReport
{
    /// <summary>One JSON object.</summary>
    public static void PrintJson(DataDoctor doctor) => Out.DataJson(new
    {
        files = doctor.Files.Select(file => new
        {
            file.File, file.Format, file.Records, file.Symbols, file.From, file.To,
        }),
        findings = doctor.Findings.Findings.Select(finding => new
        {
            finding.Rule.Id,
            severity = NameOf(finding.Rule.Severity),
            finding.Count,
            example = new { finding.File, finding.Line, finding.Detail },
        }),
        errors = doctor.Findings.CountOf(DataSeverity.Error),
        warnings = doctor.Findings.CountOf(DataSeverity.Warning),
    });

    /// <summary>Two tables and a line.</summary>
    public static void Print(DataDoctor doctor)
    {
        bool isPlain = System.Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (isPlain)
            console.Profile.Width = 160;

        console.Write(FilesOf(doctor));
        if (doctor.Findings.Findings.Any())
            console.Write(FindingsOf(doctor));

        console.MarkupLine(LastLine(doctor.Findings));
    }

    private static Table FilesOf(DataDoctor doctor)
    {
        Table table = NewTable("file", "format", "records", "from", "to");
        table.Columns[2].RightAligned();
        foreach (DataFileSummary file in doctor.Files)
        {
            table.AddRow(
                Markup.Escape(file.File), file.Format, $"{file.Records:N0}", ShortTime(file.From), ShortTime(file.To));
        }

        return table;
    }

    private static Table FindingsOf(DataDoctor doctor)
    {
        Table table = NewTable("severity", "rule", "count", "meaning", "first example");
        table.Columns[2].RightAligned();
        foreach (Finding finding in doctor.Findings.Findings)
        {
            string place = finding.Line == 0 ? finding.File : $"{finding.File}:{finding.Line}";
            table.AddRow(
                $"[{ColorOf(finding.Rule.Severity)}]{NameOf(finding.Rule.Severity)}[/]",
                finding.Rule.Id,
                $"{finding.Count:N0}",
                finding.Rule.Text,
                Markup.Escape($"{place}\n{finding.Detail}"));
        }

        return table;
    }

    private static string LastLine(FindingTable findings)
    {
        long errorCount = findings.CountOf(DataSeverity.Error);
        long warningCount = findings.CountOf(DataSeverity.Warning);
        string color = errorCount > 0 ? "red" : warningCount > 0 ? "yellow" : "green";
        return $"[{color}]errors {errorCount:N0}, warnings {warningCount:N0}[/]";
    }

    private static string NameOf(DataSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string ColorOf(DataSeverity severity) => severity switch
    {
        DataSeverity.Error => "red",
        DataSeverity.Warning => "yellow",
        _ => "grey",
    };

    private static string ShortTime(string? time) => time is null ? "-" : time[..19].Replace('T', ' ');

    private static Table NewTable(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (string column in columns)
            table.AddColumn(new TableColumn($"[grey]{column}[/]"));

        return table;
    }
}

using System.Collections.Generic;

namespace LowLatencyEngine.Console.Data;

/// <summary>How often each rule was broken, with the first example: as large as there are rules, however many rows.
/// </summary>
public sealed class FindingTable
{
    private readonly Dictionary<DataRuleInfo, Finding> _findings = [];

    /// <summary>Broken rules, in the order of the report.</summary>
    public IEnumerable<Finding> Findings
    {
        get
        {
            foreach (DataRuleInfo rule in DataRuleInfo.All)
            {
                if (_findings.TryGetValue(rule, out Finding? finding))
                    yield return finding;
            }
        }
    }

    /// <summary>Counts a broken rule; true for the first time, which then wants an example.</summary>
    public bool Count(DataRuleInfo rule)
    {
        bool isFirst = !_findings.TryGetValue(rule, out Finding? finding);
        _findings[rule] = isFirst ? new Finding(rule, 1, "", 0, "") : finding! with { Count = finding.Count + 1 };
        return isFirst;
    }

    /// <summary>The example of a rule that has just been counted.</summary>
    public void Exemplify(DataRuleInfo rule, string file, long line, string detail) =>
        _findings[rule] = _findings[rule] with { File = file, Line = line, Detail = detail };

    /// <summary>Counts a broken rule with its example.</summary>
    public void Add(DataRuleInfo rule, string file, long line, string detail)
    {
        if (Count(rule))
            Exemplify(rule, file, line, detail);
    }

    /// <summary>How often rules of this severity were broken.</summary>
    public long CountOf(DataSeverity severity)
    {
        long count = 0;
        foreach (Finding finding in Findings)
            count += finding.Rule.Severity == severity ? finding.Count : 0;

        return count;
    }
}

/// <summary>A broken rule.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Count">How often.</param>
/// <param name="File">First file it was broken in.</param>
/// <param name="Line">Its line there, from 1; 0 for the file as a whole.</param>
/// <param name="Detail">What is there.</param>
public sealed record Finding(DataRuleInfo Rule, long Count, string File, long Line, string Detail);

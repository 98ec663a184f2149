using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// The FIX 4.4 acceptance scripts that the session must pass without a dictionary, played against an acceptor in
/// memory. Not in the list: scripts that test validation by dictionary.
/// </summary>
public sealed class FixAcceptanceTests
{
    private static readonly string[] NeedsDictionary =
    [
        "14a_BadField", "14b_RequiredFieldMissing", "14c_TagNotDefinedForMsgType", "14e_IncorrectEnumValue",
        "14f_IncorrectDataFormat", "14g_HeaderBodyTrailerFieldsOutOfOrder", "14h_RepeatedTag",
        "14i_RepeatingGroupCountNotEqual", "ComponentFieldRequired", "FieldTypeError_NestedGroup",
        "FieldTypeError_RepeatingGroup", "FieldTypeError_Top", "RejectResentMessage", "ReverseRoute",
        "ReverseRouteWithEmptyRoutingTags", "issue146_MissingGroupDelimiter",
    ];

    [SharedDataFact]
    public void Every_script_that_needs_no_dictionary_passes()
    {
        var failures = new List<string>();
        int passedCount = 0;
        string[] paths = Directory.GetFiles(SharedData.PathOf("fix-acceptance/fix44"), "*.def");
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            string? failure = new ScriptPlayer().Play(path);
            if (failure is null)
                passedCount++;
            else if (!NeedsDictionary.Contains(name, StringComparer.Ordinal))
                failures.Add($"{name}: {failure}");
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
        Assert.True(passedCount >= 52, $"scripts passed: {passedCount}");
    }
}

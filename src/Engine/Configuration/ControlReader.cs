using System;
using System.Collections.Generic;
using System.Linq;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `control`: who may act, and what two persons are. Whether the machine has the accounts is asked when an engine
/// starts, because a journal is read on other machines too. Set-up only.
/// </summary>
internal static class ControlReader
{
    private const string List = "control.operators";

    public static ControlConfiguration Read(ConfigurationReader reader)
    {
        int count = reader.CountOf(List);
        List<string> operators = [.. Enumerable.Range(0, count).Select(i => reader.NameOrNumber($"{List}[{i}]"))];
        bool isEmpty = count == 0 && reader.Has(List);
        if (isEmpty || operators.Distinct(StringComparer.Ordinal).Count() < count)
            reader.Refuse(List, "at least one account, each once, by name or uid");

        return new ControlConfiguration { Operators = operators };
    }

    public static PersonRule ReadPersons(ConfigurationReader reader) =>
        reader.Choice("control.twoPersons", PersonRule.Accounts, PersonRule.Accounts, PersonRule.Names);
}

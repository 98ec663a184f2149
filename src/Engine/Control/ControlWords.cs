using System;
using System.Collections.Generic;
using System.Text;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// Words of one line of the control door's protocol. A word that is empty or holds a blank or a quotation mark stands
/// in quotation marks, with a backslash before each mark and backslash inside: names of scopes and people may be of
/// several words, and none may slip into the place of another.
/// </summary>
public static class ControlWords
{
    private const char Mark = '"';
    private const char Escape = '\\';

    /// <summary>The word as it is sent. Line breaks and other control characters become blanks.</summary>
    public static string Quote(string word)
    {
        if (word.Length > 0 && word.AsSpan().IndexOfAny(Mark, ' ') < 0 && !ContainsControl(word))
            return word;

        var quoted = new StringBuilder().Append(Mark);
        foreach (char c in word)
        {
            if (c is Mark or Escape)
                quoted.Append(Escape);

            quoted.Append(char.IsControl(c) ? ' ' : c);
        }

        return quoted.Append(Mark).ToString();
    }

    /// <summary>The words of a line. A mark that is never closed ends with the line.</summary>
    public static string[] Split(string line)
    {
        var words = new List<string>();
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == ' ')
                continue;

            words.Add(line[i] == Mark ? Quoted(line, ref i) : Plain(line, ref i));
        }

        return [.. words];
    }

    private static string Plain(string line, ref int i)
    {
        int end = line.IndexOf(' ', i);
        int begin = i;
        i = end < 0 ? line.Length : end;
        return line[begin..i];
    }

    private static string Quoted(string line, ref int i)
    {
        var word = new StringBuilder();
        for (i++; i < line.Length && line[i] != Mark; i++)
        {
            if (line[i] == Escape && i + 1 < line.Length)
                i++;

            word.Append(line[i]);
        }

        return word.ToString();
    }

    private static bool ContainsControl(string word)
    {
        foreach (char c in word)
        {
            if (char.IsControl(c))
                return true;
        }

        return false;
    }
}

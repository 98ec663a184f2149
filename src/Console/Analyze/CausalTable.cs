using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>One file of comma-separated text, compressed: integers as they are, numbers with 15 significant
/// digits.</summary>
/// <param name="Path">Below the output folder, without extension.</param>
/// <param name="Header">Names of the columns.</param>
/// <param name="Rows">Cells; NaN is written as an empty one.</param>
internal sealed record CausalTable(string Path, string Header, IReadOnlyList<object[]> Rows)
{
    /// <summary>Writes it below <paramref name="folder"/>, which is made where it is not there.</summary>
    public void Write(string folder)
    {
        string path = System.IO.Path.Combine(folder, Path + ".csv.gz");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var gzip = new GZipStream(file, CompressionLevel.Optimal);
        using var text = new StreamWriter(gzip, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        text.NewLine = "\n";
        text.WriteLine(Header);
        foreach (object[] row in Rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                if (i > 0)
                    text.Write(',');
                text.Write(TextOf(row[i]));
            }

            text.WriteLine();
        }
    }

    private static string TextOf(object cell) => cell switch
    {
        double.NaN => "",
        double number => number.ToString("G15", CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => (string)cell,
    };
}

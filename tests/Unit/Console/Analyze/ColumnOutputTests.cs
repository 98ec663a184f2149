using System.IO;
using LowLatencyEngine.Console.Analyze;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Analyze;

public sealed class ColumnOutputTests
{
    [Fact]
    public void Writes_empty_cells_before_the_first_value_fifteen_digits_and_whole_numbers()
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var output = new ColumnOutput(ColumnCatalog.Select(["SMA_3", "MAXINDEX_2", "ACOS", "EXP"]), text))
        {
            double[] closes = [1, 0.5, 2, 1e-5, 1000];
            for (int row = 0; row < closes.Length; row++)
            {
                double close = closes[row];
                output.OnBar(new BarLine(row, $"t{row}", new Bar(row, close, close, close, close, 1)));
            }
        }

        Assert.Equal(
            "row,time,SMA_3,MAXINDEX_2,ACOS,EXP\n" +
            "0,t0,,,0,2.71828182845905\n" +
            "1,t1,,0,1.0471975511966,1.64872127070013\n" +
            "2,t2,1.16666666666667,2,nan,7.38905609893065\n" +
            "3,t3,0.833336666666667,2,1.5707863267949,1.00001000005\n" +
            "4,t4,334.000003333333,4,nan,inf\n",
            text.ToString());
    }
}

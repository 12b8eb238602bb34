using System.Text;
using SecurityTraining.Infrastructure.Csv;

namespace SecurityTraining.Infrastructure.IntegrationTests.Csv;

public sealed class CsvExportWriterTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49 30 1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    public async Task No_cell_is_a_formula(string value)
    {
        var cell = (await Write(value)).Split("\r\n", 2)[1].TrimEnd('\r', '\n').Trim('"');

        cell.ShouldBe($"'{value}");
    }

    [Fact]
    public async Task Separators_quotes_and_line_breaks_stay_in_their_cell() =>
        (await Write("Meyer, \"Max\"\nBerlin")).ShouldBe("\uFEFFValue\r\n\"Meyer, \"\"Max\"\"\nBerlin\"\r\n");

    private static async Task<string> Write(string value)
    {
        using var output = new MemoryStream();
        await new CsvExportWriter().Write(new[] { new Row(value) }.ToAsyncEnumerable(), output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private sealed record Row(string Value);
}

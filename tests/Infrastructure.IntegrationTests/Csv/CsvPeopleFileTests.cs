using System.Text;
using SecurityTraining.Application.People.Imports;
using SecurityTraining.Infrastructure.Csv;

namespace SecurityTraining.Infrastructure.IntegrationTests.Csv;

public sealed class CsvPeopleFileTests
{
    public static readonly TheoryData<string, bool> Encodings = new()
    {
        { "utf-8", false }, { "utf-8", true }, { "utf-16", true }, { "utf-16", false }, { "utf-16BE", true }, { "utf-16BE", false }, { "windows-1252", false },
    };

    [Theory, MemberData(nameof(Encodings))]
    public async Task Every_usual_encoding_is_found_out(string name, bool withMark)
    {
        var encoding = name == "windows-1252" ? TextEncodings.Windows1252 : Encoding.GetEncoding(name);
        byte[] bytes = [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("email;Vorname\r\nmax@example.com;Jürgen Weiß €\r\n")];

        var records = await Read(bytes);

        records.Select(record => string.Join('|', record.Cells)).ShouldBe(["email|Vorname", "max@example.com|Jürgen Weiß €"]);
    }

    [Theory, InlineData(','), InlineData(';'), InlineData('\t')]
    public async Task Every_usual_separator_is_found_out(char separator)
    {
        var text = $"\n\"odd, odd; odd\todd, odd; odd\todd\"{separator}b{separator}c{separator}d\n1{separator}2{separator}3{separator}4";

        var records = await Read(Encoding.UTF8.GetBytes(text));

        records[1].Cells.ShouldBe(["1", "2", "3", "4"]);
    }

    [Theory, InlineData("\n"), InlineData("\r\n")]
    public async Task A_record_is_on_the_line_on_which_it_begins(string newLine)
    {
        var text = string.Join(newLine, "a,b", "1,\"two", "lines and", "", "more\"", "", "2,x", "3,\"he said \"\"no\"\"\"", "\"\",\"\"", "4,y");

        var records = await Read(Encoding.UTF8.GetBytes(text));

        records.Select(record => (record.Line, record.Cells[0])).ShouldBe([(1, "a"), (2, "1"), (7, "2"), (8, "3"), (9, ""), (10, "4")]);
        records[1].Cells[1].ShouldBe(string.Join(newLine, "two", "lines and", "", "more"));
        records.ShouldAllBe(record => record.Problem == null);
    }

    [Fact]
    public async Task Wrong_quotation_marks_spoil_their_record_and_no_other()
    {
        var records = await Read("a,b\n1,x\n2,b\"ad\n3,\"bad\"too\n4,y\n"u8.ToArray());

        records.Select(record => (record.Cells[0], record.Problem is null)).ShouldBe(
            [("a", true), ("1", true), ("2", false), ("3", false), ("4", true)]);
    }

    [Theory, InlineData(10), InlineData(100_000)]
    public async Task A_quotation_mark_that_is_never_closed_is_reported_where_it_was_opened(int linesAfter)
    {
        var rest = string.Concat(Enumerable.Range(0, linesAfter).Select(line => $"{line},z\n"));

        var records = await Read(Encoding.UTF8.GetBytes($"a,b\n1,x\n2,\"never\n{rest}"));

        records.Count.ShouldBe(3);
        (records[2].Line, records[2].Problem is null).ShouldBe((3, false));
    }

    [Fact]
    public async Task What_cannot_be_rewound_is_read_as_well()
    {
        using var packed = new MemoryStream();
        await using (var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            await zip.WriteAsync("a;b\n1;2"u8.ToArray());
        }

        packed.Position = 0;
        await using var unpacked = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);

        (await Read(unpacked)).Select(record => record.Cells.Count).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task An_empty_file_has_no_records() => (await Read([])).ShouldBeEmpty();

    [Fact]
    public async Task Bytes_of_all_kinds_are_survived()
    {
        var random = new Random(4711);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(2000)];
            random.NextBytes(bytes);
            if (round % 2 == 0)
            {
                bytes = [.. bytes.Select(value => (byte)"a,;\"\n\r\t"[value % 7])];
            }

            (await Read(bytes)).ShouldAllBe(record => record.Line >= 1);
        }
    }

    private static Task<List<FileRecord>> Read(byte[] bytes) => Read(new MemoryStream(bytes));

    private static async Task<List<FileRecord>> Read(Stream content)
    {
        using var file = await new CsvPeopleFiles().Open(content, CancellationToken.None);
        var records = new List<FileRecord>();
        while (await file.Read(CancellationToken.None) is { } record)
        {
            records.Add(record);
        }

        file.PercentRead.ShouldBe(100);
        return records;
    }
}

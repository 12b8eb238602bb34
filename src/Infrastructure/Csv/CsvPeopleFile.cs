using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People.Imports;
using SecurityTraining.Application.People.Privacy;

namespace SecurityTraining.Infrastructure.Csv;

internal sealed class CsvPeopleFiles : IPeopleFiles
{
    private const int BufferSize = 64 * 1024;

    public async Task<IPeopleFile> Open(Stream content, CancellationToken ct)
    {
        var seekable = content.CanSeek ? content : await CopyToDisk(content, ct);
        var encoding = await TextEncodings.Detect(seekable, ct);
        seekable.Position = 0;
        var delimiter = await Delimiters.Detect(new StreamReader(seekable, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true), ct);
        seekable.Position = 0;
        return new CsvPeopleFile(seekable, new StreamReader(seekable, encoding, detectEncodingFromByteOrderMarks: true, BufferSize), delimiter);
    }

    /// <summary>The content is read three times: for its encoding, for its separator and for what it says.</summary>
    private static async Task<Stream> CopyToDisk(Stream content, CancellationToken ct)
    {
        var copy = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await content.CopyToAsync(copy, ct);
        return copy;
    }
}

/// <summary>RFC 4180, as far as files keep to it.</summary>
internal sealed class CsvPeopleFile : IPeopleFile
{
    /// <summary>A longer cell is most likely a quotation mark that is never closed, and swallows the rest of the file.</summary>
    private const int MaxCellLength = 64 * 1024;

    private readonly Stream _content;
    private readonly StreamReader _text;
    private readonly CsvParser _parser;
    private bool _isMalformed;
    private bool _isOver;

    public CsvPeopleFile(Stream content, StreamReader text, char delimiter)
    {
        _content = content;
        _text = text;
        _parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            BadDataFound = _ => _isMalformed = true,
            MaxFieldSize = MaxCellLength,

            // Left out here, empty lines would be missing from the count of lines.
            IgnoreBlankLines = false,
        });
    }

    public int PercentRead => _isOver ? 100 : (int)(_content.Position * 100 / _content.Length);

    public async Task<FileRecord?> Read(CancellationToken ct)
    {
        while (!_isOver)
        {
            ct.ThrowIfCancellationRequested();
            var line = _parser.RawRow + 1;
            try
            {
                _isMalformed = false;
                if (!await _parser.ReadAsync())
                {
                    _isOver = true;
                }
                else if (_parser.Record is { } cells && (_isMalformed || cells is not ([] or [""])))
                {
                    return new FileRecord(line, cells, _isMalformed ? "The quotation marks are not set correctly." : null);
                }
            }
            catch (MaxFieldSizeException)
            {
                _isOver = true;
                return new FileRecord(line, [], "A quotation mark is opened here and not closed. What follows could not be read.");
            }
        }

        return null;
    }

    public void Dispose()
    {
        _parser.Dispose();
        _text.Dispose();
    }
}

internal static class CsvServices
{
    public static IServiceCollection AddCsv(this IServiceCollection services) =>
        services.AddSingleton<IPeopleFiles, CsvPeopleFiles>()
            .AddSingleton<ICsvWriter, CsvExportWriter>()
            .AddSingleton<IPersonalDataArchive, PersonalDataArchive>();
}

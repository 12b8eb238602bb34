using System.Text;
using System.Text.Json;
using ErrorOr;
using SecurityTraining.Application.Common;

namespace SecurityTraining.Application.Phishing.Imports;

/// <param name="Created">In the order of the file.</param>
/// <param name="Notes">What of the file could not be taken over.</param>
public sealed record LureImport(IReadOnlyList<ImportedElement> Created, IReadOnlyList<ImportNote> Notes);

public sealed record ImportedElement(Guid Id, string Name);

/// <param name="Element">Where it stands in the file, such as <c>[3]</c>; empty if the file holds one thing.</param>
public sealed record ImportNote(string Element, string Message);

public static class LureImportErrors
{
    public const int MaxFileBytes = 4 * 1024 * 1024;

    /// <summary>Of one kind in one file.</summary>
    public const int MaxElements = 100;

    public static readonly Error Empty = Error.Validation("import_empty", "There is no file, or nothing in it.");

    public static readonly Error TooLarge = Error.Validation("import_too_large", $"A file can have at most {MaxFileBytes / 1024 / 1024} MiB.");

    public static readonly Error TooMany = Error.Validation("import_too_many", $"A file can hold at most {MaxElements} elements.");

    public static Error AddressUnfit(string why) => Error.Validation(
        "import_address_unfit", why, new Dictionary<string, object>(StringComparer.Ordinal) { [ValidationErrors.FieldKey] = "url" });

    public static readonly Error NotRead = Error.Validation(
        "import_unreadable", "The file is none that can be read here: neither a mail, nor HTML, nor what Gophish exports.");
}

/// <summary>What a file that is imported begins with tells what it is; its name and type are whatever the sender's machine has guessed.</summary>
internal static class ImportFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<ErrorOr<byte[]>> Read(Stream content, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, ct)) > 0)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > LureImportErrors.MaxFileBytes)
            {
                return LureImportErrors.TooLarge.On("file");
            }
        }

        return memory.Length == 0 ? LureImportErrors.Empty.On("file") : memory.ToArray();
    }

    public static bool IsJson(byte[] content) => First(content) is '{' or '[';

    public static bool IsHtml(byte[] content) => First(content) is '<';

    /// <summary>One object or a list of them, as Gophish's API gives them.</summary>
    public static ErrorOr<List<Element<T>>> ReadJson<T>(byte[] content)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(content.AsMemory(Preamble(content)));
            var isList = document.RootElement.ValueKind == JsonValueKind.Array;
            if (isList && document.RootElement.GetArrayLength() > LureImportErrors.MaxElements)
            {
                return LureImportErrors.TooMany.On("file");
            }

            var values = isList ? document.RootElement.EnumerateArray().ToList() : [document.RootElement];
            var elements = values.Select((value, index) => new Element<T>(isList ? $"[{index}]" : "", value.Deserialize<T>(Json)!)).ToList();
            return elements.Count == 0 || elements.Exists(element => element.Value is null) ? LureImportErrors.NotRead.On("file") : elements;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return LureImportErrors.NotRead.On("file");
        }
    }

    /// <summary>Without what no database takes: U+0000 and halves of characters.</summary>
    public static string? Storable(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0)
            {
                result.Append(rune.ToString());
            }
        }

        return result.ToString();
    }

    private static char First(byte[] content)
    {
        foreach (var letter in content.AsSpan(Preamble(content)))
        {
            if (!char.IsWhiteSpace((char)letter))
            {
                return (char)letter;
            }
        }

        return ' ';
    }

    private static int Preamble(byte[] content) => content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
}

/// <param name="Place">See <see cref="ImportNote"/>.</param>
internal sealed record Element<T>(string Place, T Value)
{
    public string Field(string name) => Place.Length == 0 ? name : $"{Place}.{name}";
}

using SecurityTraining.Application.Companies;

namespace SecurityTraining.WebApi.Tests.Story;

/// <summary>The DNS, as far as this company has written into it.</summary>
internal sealed class PublishedRecords : ITxtRecords
{
    private readonly Dictionary<string, string> _records = new(StringComparer.Ordinal);

    public void Publish(string name, string text) => _records[name] = text;

    public Task<IReadOnlyList<string>> Find(string name, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(_records.TryGetValue(name, out var text) ? [text] : []);
}

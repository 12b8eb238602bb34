using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>Keeps what a company's lures were before they were edited.</summary>
internal sealed class LureTemplateHistory(IRepository<LureTemplateVersion> versions)
{
    /// <summary>Adds a version; the oldest one goes when there are too many.</summary>
    public async Task Keep(LureTemplateVersion replaced, CancellationToken ct)
    {
        versions.Add(replaced);
        var surplus = new LureTemplateVersionsUpToSpec(replaced.TemplateId, replaced.Number - LureTemplateVersion.MaxPerTemplate);
        foreach (var old in await versions.ListAsync(surplus, ct))
        {
            versions.Remove(old);
        }
    }

    /// <summary>Takes all of them away, together with their template.</summary>
    public async Task Remove(Guid templateId, CancellationToken ct)
    {
        foreach (var old in await versions.ListAsync(new LureTemplateVersionsUpToSpec(templateId, int.MaxValue), ct))
        {
            versions.Remove(old);
        }
    }
}

internal sealed class LureTemplateVersionsUpToSpec : Specification<LureTemplateVersion>
{
    public LureTemplateVersionsUpToSpec(Guid templateId, int number) =>
        Query.Where(version => version.TemplateId == templateId && version.Number <= number);
}

/// <summary>One version of a template.</summary>
internal sealed class LureTemplateVersionSpec : SingleResultSpecification<LureTemplateVersion>
{
    public LureTemplateVersionSpec(Guid templateId, int number) =>
        Query.Where(version => version.TemplateId == templateId && version.Number == number);
}

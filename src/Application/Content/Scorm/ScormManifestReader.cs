using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content.Scorm;

/// <summary>
/// Reads <c>imsmanifest.xml</c> (IMS Content Packaging, as SCORM 1.2 and SCORM 2004 use it). A document type, and with it every entity, is
/// refused; nothing is fetched from anywhere.
/// </summary>
internal static class ScormManifestReader
{
    public const string Name = "imsmanifest.xml";

    private const int MaxCharacters = 4 * 1024 * 1024;
    private const int MaxDepth = 64;

    /// <summary>The namespace differs from one version to the next, the names do not.</summary>
    private static readonly XmlReaderSettings Hardened = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <param name="files">The paths of all files of the package.</param>
    public static async Task<ErrorOr<ScormPackage>> Read(Stream content, IReadOnlySet<string> files, CancellationToken ct)
    {
        try
        {
            if (await Load(content, ct) is not { Root: { } manifest } || manifest.Name.LocalName != "manifest")
            {
                return ScormErrors.ManifestInvalid;
            }

            return VersionOf(manifest) is { } version ? ItemsOf(manifest, files).Then(items => new ScormPackage(version, TitleOf(manifest), items)) : ScormErrors.VersionUnknown;
        }
        catch (XmlException)
        {
            return ScormErrors.ManifestInvalid;
        }
    }

    private static async Task<XDocument?> Load(Stream content, CancellationToken ct)
    {
        using var reader = XmlReader.Create(content, Hardened);
        var document = await XDocument.LoadAsync(reader, LoadOptions.None, ct);
        return !document.Descendants().Any(element => element.Ancestors().Skip(MaxDepth).Any()) ? document : null;
    }

    private static ScormVersion? VersionOf(XElement manifest)
    {
        var told = Child(Child(manifest, "metadata"), "schemaversion")?.Value.Trim() ?? "";
        return told switch
        {
            "1.2" => ScormVersion.Scorm12,
            _ when told.StartsWith("2004", StringComparison.Ordinal) || told.StartsWith("CAM 1.3", StringComparison.Ordinal) => ScormVersion.Scorm2004,
            _ when told.Length > 0 => null,
            _ => manifest.Name.NamespaceName switch
            {
                "http://www.imsproject.org/xsd/imscp_rootv1p1p2" => ScormVersion.Scorm12,
                "http://www.imsglobal.org/xsd/imscp_v1p1" => ScormVersion.Scorm2004,
                _ => null,
            },
        };
    }

    private static XElement? Organization(XElement manifest)
    {
        var organizations = Child(manifest, "organizations");
        var all = Children(organizations, "organization").ToList();
        var standard = organizations?.Attribute("default")?.Value;
        return all.Find(organization => organization.Attribute("identifier")?.Value == standard) ?? all.FirstOrDefault();
    }

    private static string TitleOf(XElement manifest) => Text(Child(Organization(manifest), "title")?.Value);

    private static ErrorOr<IReadOnlyList<ScormItem>> ItemsOf(XElement manifest, IReadOnlySet<string> files)
    {
        var resources = Child(manifest, "resources");
        var known = Children(resources, "resource")
            .GroupBy(resource => resource.Attribute("identifier")?.Value ?? "", StringComparer.Ordinal)
            .ToDictionary(resource => resource.Key, resource => resource.First(), StringComparer.Ordinal);
        var items = new List<ScormItem>();
        foreach (var item in Organization(manifest)?.Descendants().Where(element => element.Name.LocalName == "item") ?? [])
        {
            if (!known.TryGetValue(item.Attribute("identifierref")?.Value ?? "", out var resource) || resource.Attribute("href")?.Value is not { Length: > 0 } href)
            {
                continue;
            }

            var (path, parameters) = Split($"{Base(manifest)}{Base(resources)}{Base(resource)}{href}{item.Attribute("parameters")?.Value}");
            if (!files.Contains(path) || items.Count == ScormPackage.MaxItems)
            {
                return ScormErrors.FileMissing;
            }

            items.Add(new ScormItem(
                Text(item.Attribute("identifier")?.Value), Text(Child(item, "title")?.Value), path, parameters, MasteryScoreOf(item)));
        }

        return items.Count > 0 ? items : ScormErrors.NothingToLaunch;
    }

    private static double? MasteryScoreOf(XElement item) =>
        double.TryParse(Child(item, "masteryscore")?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && score is >= 0 and <= 100 ? score : null;

    private static (string Path, string Parameters) Split(string address)
    {
        var end = address.IndexOfAny(['?', '#', '&']);
        var parameters = end < 0 ? "" : address[end..];
        return (Uri.UnescapeDataString(end < 0 ? address : address[..end]), parameters.StartsWith('&') ? $"?{parameters[1..]}" : parameters);
    }

    private static string Base(XElement? element) => element?.Attribute(XNamespace.Xml + "base")?.Value ?? "";

    private static XElement? Child(XElement? parent, string name) => Children(parent, name).FirstOrDefault();

    private static IEnumerable<XElement> Children(XElement? parent, string name) => parent?.Elements().Where(element => element.Name.LocalName == name) ?? [];

    private static string Text(string? value)
    {
        var text = string.Concat((value ?? "").Trim().Where(character => !char.IsControl(character)));
        return text.Cut(ScormPackage.MaxTextLength);
    }
}

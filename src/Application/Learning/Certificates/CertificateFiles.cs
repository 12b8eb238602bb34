using SecurityTraining.Application.Common.Settings;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>Where documents lie, what they are called and where they lead.</summary>
internal static class CertificateFiles
{
    public const string VerificationPage = "/verify-certificate";

    private const int MaxNameLength = 120;
    private const string Forbidden = "\\/:*?\"<>|";

    public static string Key(Guid companyId, Guid fileId) => $"certificates/{companyId:N}/{fileId:N}";

    /// <summary>As any file system takes it.</summary>
    public static string Name(string courseTitle, string personName)
    {
        var name = string.Concat($"{personName} - {courseTitle}".Select(character => char.IsControl(character) || Forbidden.Contains(character) ? '_' : character));
        var length = Math.Min(name.Length, MaxNameLength);
        return name[..(char.IsHighSurrogate(name[length - 1]) ? length - 1 : length)];
    }

    public static string VerificationUrl(this PublicAddress address, string code) => address.Link($"{VerificationPage}?code={code}");
}

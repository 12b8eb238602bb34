namespace SecurityTraining.Application.Content;

/// <summary>Where the store keeps what.</summary>
internal static class ContentKeys
{
    /// <summary>What is uploaded. Whoever has the link may still overwrite it, so nothing is checked or read here.</summary>
    public static string Incoming(Guid companyId, Guid objectId) => $"incoming/{companyId:N}/{objectId:N}";

    /// <summary>What only the service writes.</summary>
    public static string Kept(Guid companyId, Guid objectId) => $"content/{companyId:N}/{objectId:N}";

    public static string Thumbnail(Guid companyId, Guid objectId) => $"content/{companyId:N}/{objectId:N}.thumbnail";

    /// <summary>The paths of all files of an unpacked package.</summary>
    public static string PackageList(Guid companyId, Guid objectId) => $"content/{companyId:N}/{objectId:N}.package/list";

    public static string PackageFile(Guid companyId, Guid objectId, string name) => $"content/{companyId:N}/{objectId:N}.package/{name}";
}

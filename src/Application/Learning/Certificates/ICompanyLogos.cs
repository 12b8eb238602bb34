namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>Makes logos ready for documents.</summary>
public interface ICompanyLogos
{
    /// <param name="key">Of a PNG or JPEG file in the store, whose bytes never change.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>The picture on white, no larger than a document shows it, as PNG or JPEG; null if there is none or it cannot be read.</returns>
    Task<byte[]?> Load(string key, CancellationToken ct);
}

using System.Text.Json.Serialization;

namespace SecurityTraining.Application.Common;

/// <summary>A row that tells which state of its resource it shows. HTTP sends it as <c>ETag</c>, never as a member of the body.</summary>
public interface IVersioned
{
    [JsonIgnore]
    int Version { get; }
}

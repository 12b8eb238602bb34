using System.Text.Json;

namespace SecurityTraining.WebApi.Http.Json;

/// <summary>Thrown by our converters: the message is written for the caller. The serializer adds the path.</summary>
internal sealed class RefusedJsonException(string message) : JsonException(message);

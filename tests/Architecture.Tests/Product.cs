using System.Reflection;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Common;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Architecture.Tests;

/// <summary>The product as compiled.</summary>
internal static class Product
{
    public static readonly Assembly Domain = typeof(Entity).Assembly;
    public static readonly Assembly Application = typeof(ISender).Assembly;
    public static readonly Assembly Infrastructure = typeof(AppDbContext).Assembly;
    public static readonly Assembly WebApi = typeof(Program).Assembly;

    public static IEnumerable<Type> Types => new[] { Domain, Application, Infrastructure, WebApi }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("SecurityTraining", StringComparison.Ordinal) == true);

    public static IEnumerable<Type> Messages => Application.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && IsMessage(type));

    public static bool IsMessage(Type type) => Implements(type, typeof(IMessage<>));

    public static bool Implements(Type type, Type face) =>
        Array.Exists(type.GetInterfaces(), candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == face);
}

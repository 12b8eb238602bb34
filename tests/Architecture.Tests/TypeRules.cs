using System.Reflection;
using System.Text.RegularExpressions;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Architecture.Tests;

/// <summary>Rules about types. Each returns what breaks it, so that it can be tried on types that do.</summary>
internal static partial class TypeRules
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> ForeignReferences(Assembly assembly, params string[] allowed) => assembly.GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => !Array.Exists(allowed, prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal)))
        .Select(name => $"{assembly.GetName().Name} refers to {name}");

    public static IEnumerable<string> PublicSetters(IEnumerable<Type> types) => types
        .Where(type => type.IsAssignableTo(typeof(Entity)))
        .SelectMany(type => type.GetProperties(Everything))
        .Where(property => property.SetMethod is { IsPublic: true })
        .Select(property => $"{property.DeclaringType!.Name}.{property.Name} can be set from outside");

    public static IEnumerable<string> PublicConstructors(IEnumerable<Type> types) => types
        .Where(type => type.IsAssignableTo(typeof(Entity)) && !type.IsAbstract)
        .Where(type => type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Length > 0)
        .Select(type => $"{type.Name} can be made without its named factory");

    public static IEnumerable<string> MessagesWithoutOneAccess(IEnumerable<Type> messages) => messages
        .Select(message => (message.Name, Count: message.GetCustomAttributes<AccessAttribute>(inherit: false).Count()))
        .Where(message => message.Count != 1)
        .Select(message => $"{message.Name} has {message.Count} access attributes");

    /// <summary>A command of ids alone has nothing to validate but that they exist, which its handler does.</summary>
    public static IEnumerable<string> CommandsWithoutValidator(IEnumerable<Type> types)
    {
        var all = types.ToList();
        var validated = all.Where(type => type is { IsClass: true, IsAbstract: false })
            .SelectMany(type => type.GetInterfaces())
            .Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IValidator<>))
            .Select(face => face.GenericTypeArguments[0])
            .ToHashSet();
        return all.Where(type => type is { IsClass: true, IsAbstract: false } && Product.Implements(type, typeof(ICommand<>)))
            .Where(command => !validated.Contains(command) && HasSomethingToValidate(command))
            .Select(command => $"{command.Name} has no validator");
    }

    public static IEnumerable<string> RepositoriesThatSave(IEnumerable<Type> types) => types
        .Where(type => type.Name.Contains("Repository", StringComparison.Ordinal) || type.Name.StartsWith("IReader`", StringComparison.Ordinal))
        .SelectMany(type => type.GetMethods(Everything))
        .Where(method => Saving().IsMatch(method.Name))
        .Select(method => $"{method.DeclaringType!.Name}.{method.Name} saves");

    /// <summary>Use cases are entered from outside; one that sends would run a pipeline within a pipeline.</summary>
    public static IEnumerable<string> UseCasesThatSend(IEnumerable<Type> types) => types
        .Where(type => type.Name != "Sender")
        .SelectMany(type => type.GetConstructors(Everything).SelectMany(constructor => constructor.GetParameters())
            .Concat(type.GetMethods(Everything).SelectMany(method => method.GetParameters()))
            .Select(parameter => parameter.ParameterType)
            .Concat(type.GetFields(Everything).Select(field => field.FieldType))
            .Where(used => used.Name is "ISender" or "IMediator")
            .Distinct()
            .Select(used => $"{type.Name} uses {used.Name}"));

    public static IEnumerable<string> NamesThatSayNothing(IEnumerable<Type> types) => types
        .Where(type => EmptyWords().IsMatch(type.Name))
        .Select(type => $"{type.FullName} says what it is not");

    private static bool HasSomethingToValidate(Type command) => command.GetProperties()
        .Where(property => property.Name != "EqualityContract")
        .Select(property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
        .Any(type => type != typeof(Guid) && type != typeof(bool));

    [GeneratedRegex(@"(Save|Commit|Flush|Persist)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Saving();

    [GeneratedRegex(@"(Dto|DTO|Helper|Manager|Util|Utils|Utility|Helpers|Dtos)(`\d+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex EmptyWords();
}

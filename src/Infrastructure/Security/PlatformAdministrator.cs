using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>Makes the platform administrator from the configuration; no route does. To be run at start, once the database is fit for use.</summary>
public sealed partial class PlatformAdministrator
{
    private const string Section = "PlatformAdmin";

    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<PlatformAdministrator> _logger;
    private readonly string? _email;
    private readonly string? _password;

    /// <exception cref="InvalidOperationException">Half of it is configured, or in Production a password that nobody may have.</exception>
    public PlatformAdministrator(
        IConfiguration configuration,
        IHostEnvironment environment,
        ICommonPasswords commonPasswords,
        IServiceScopeFactory scopes,
        ILogger<PlatformAdministrator> logger)
    {
        _scopes = scopes;
        _logger = logger;
        _email = configuration[$"{Section}:Email"] is { Length: > 0 } email ? email : null;
        _password = configuration[$"{Section}:Password"] is { Length: > 0 } password ? password : null;
        if (_email is null != _password is null)
        {
            throw new InvalidOperationException($"{Section}:Email and {Section}:Password belong together: set both or neither.");
        }

        if (_password is not null && environment.IsProduction()
            && PasswordPolicy.Check(_password, commonPasswords.Contains, _email!, ProductWords.Name) is { IsError: true } refused)
        {
            throw new InvalidOperationException($"{Section}:Password is unfit for Production. {refused.FirstError.Description}");
        }
    }

    public async Task Ensure(CancellationToken ct)
    {
        if (_email is null)
        {
            return;
        }

        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystem();
        var created = await scope.ServiceProvider.GetRequiredService<ISender>()
            .Send(new CreatePlatformAdministratorCommand(_email, _password!), ct);
        if (created.IsError)
        {
            throw new InvalidOperationException($"The platform administrator could not be created. {created.FirstError.Description}");
        }

        if (created.Value)
        {
            LogCreated();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The platform administrator has been created from the configuration.")]
    private partial void LogCreated();
}

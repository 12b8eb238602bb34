using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Infrastructure.Billing;
using SecurityTraining.Infrastructure.Content;
using SecurityTraining.Infrastructure.Demo;
using SecurityTraining.Infrastructure.Mail;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Storage;

namespace SecurityTraining.Infrastructure;

/// <summary>Says at start which adapters the configuration has selected.</summary>
public static class StartUpBanner
{
    public static IEnumerable<string> DescribeAdapters(this IServiceProvider services)
    {
        var data = services.GetRequiredService<DataFolder>();
        var smtp = services.GetRequiredService<SmtpOptions>();
        var configuration = services.GetRequiredService<IConfiguration>();
        yield return $"data      {data.Path}";
        yield return $"database  {services.GetRequiredService<DatabaseEngine>().Name}";
        yield return string.IsNullOrEmpty(smtp.Host)
            ? $"mail      embedded: {data.File("mailbox")}/*.eml"
            : $"mail      SMTP {smtp.Host}:{smtp.Port} ({smtp.Security}, {smtp.Connections} connections)";
        var s3 = services.GetRequiredService<S3Options>();
        var scan = services.GetRequiredService<VirusScanOptions>();
        yield return s3.IsConfigured ? $"files     S3 {s3.ServiceUrl}, bucket {s3.Bucket}" : "files     embedded: local folder";
        var packages = services.GetRequiredService<ScormOrigin>();
        yield return $"packages  {(packages.IsConfigured ? $"run at {packages}" : $"off: {ScormOrigin.ConfigurationKey} names no origin that SCORM packages could run at")}";
        yield return $"viruses   {(string.IsNullOrEmpty(scan.Host) ? "off: uploaded files are not scanned" : $"clamd {scan.Host}:{scan.Port}")}";
        yield return $"cache     {(configuration.GetConnectionString("Redis") is null ? "embedded: in process" : "Redis (attempts to sign in)")}";
        yield return services.GetRequiredService<StripeOptions>().IsConfigured ? "billing   Stripe" : "billing   off";
        if (services.GetRequiredService<DemoCompany>().IsPresent)
        {
            yield return $"demo sign-in  {DemoCompany.AdminEmail} / {DemoCompany.AdminPassword}";
        }
    }
}

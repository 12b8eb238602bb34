using SecurityTraining.Infrastructure.Mail;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Infrastructure.IntegrationTests.Mail;

internal static class SmtpTransports
{
    public static SmtpTransport To(SmtpSink sink, Action<SmtpOptions>? configure = null, TimeProvider? clock = null)
    {
        var options = Options(sink.Port);
        configure?.Invoke(options);
        return new SmtpTransport(options, clock ?? TimeProvider.System);
    }

    public static SmtpOptions Options(int port) => new() { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, TimeoutSeconds = 20 };
}

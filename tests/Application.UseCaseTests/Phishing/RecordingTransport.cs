using SecurityTraining.Application.Mailing;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>A mail server that keeps what it is given, answers as it is told, and can be made to hold its breath.</summary>
internal sealed class RecordingTransport : IMailTransport
{
    private static readonly MailReceipt Taken = new(MailVerdict.Accepted, "250 OK");

    private readonly Lock _lock = new();
    private readonly List<RenderedMail> _tried = [];
    private readonly List<RenderedMail> _accepted = [];
    private TaskCompletionSource _gate = Opened();

    public int Connections => 4;

    /// <summary>The answer to a mail, by how often it has been tried (1 the first time).</summary>
    public Func<RenderedMail, int, MailReceipt> Answer { get; set; } = (_, _) => Taken;

    public IReadOnlyList<RenderedMail> Tried => Copy(_tried);

    public IReadOnlyList<RenderedMail> Accepted => Copy(_accepted);

    /// <summary>From now on mails are under way until <see cref="Release"/>.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate.TrySetResult();

    public async Task<MailReceipt> Send(RenderedMail mail, CancellationToken ct)
    {
        int tries;
        lock (_lock)
        {
            _tried.Add(mail);
            tries = _tried.Count(tried => tried.MessageId == mail.MessageId);
        }

        await _gate.Task;
        var receipt = Answer(mail, tries);
        if (receipt.Verdict == MailVerdict.Accepted)
        {
            lock (_lock)
            {
                _accepted.Add(mail);
            }
        }

        return receipt;
    }

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }

    private IReadOnlyList<RenderedMail> Copy(List<RenderedMail> mails)
    {
        lock (_lock)
        {
            return [.. mails];
        }
    }
}

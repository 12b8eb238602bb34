namespace SecurityTraining.Infrastructure.Jobs;

internal sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>Whether this instance works off the queue; one that does not only answers requests.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long claimed work belongs to its worker; a killed worker's work is taken up after it.</summary>
    public double LeaseSeconds { get; set; } = 60;

    /// <summary>How often the queue is looked at when nobody in this process has said that there is work.</summary>
    public double PollSeconds { get; set; } = 1;

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    public TimeSpan Poll => TimeSpan.FromSeconds(PollSeconds);
}

using System.Collections.Concurrent;
using System.Diagnostics;

namespace SecurityTraining.TestKit;

/// <summary>Every span that the process ends, as it would go to a collector, whichever test made it.</summary>
public sealed class TraceCapture : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public TraceCapture()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Names, tags, events and baggage; what is enriched after the end as well.</summary>
    public string Text => string.Join('\n', _spans.Select(span => string.Join(
        ' ',
        [
            span.DisplayName,
            .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
            .. span.Events.SelectMany(line => line.Tags.Select(tag => $"{line.Name}.{tag.Key}={tag.Value}")),
            .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
        ])));

    public void Dispose() => _listener.Dispose();
}

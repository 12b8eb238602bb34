using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Somebody's report, by whichever way it has come in.</summary>
/// <param name="Reporter">Null: nobody has been named.</param>
/// <param name="ForAnybody">Whoever got the lure counts as its reporter, if nobody has been named.</param>
internal sealed record IncomingReport(MailTraces Traces, ReadMail? Mail, User? Reporter, ReportSource Source, bool ForAnybody);

/// <summary>Tells simulations from real mails: those are praised, these become cases.</summary>
internal sealed class MailReports(
    LureRecognition lures, MailCases cases, PseudonymousRecorder pseudonymous, IRepository<Company> companies, ITenant tenant, TimeProvider clock)
{
    public async Task<ErrorOr<PhishingReport>> Take(IncomingReport report, CancellationToken ct)
    {
        var company = await companies.GetByIdAsync(tenant.CompanyId!.Value, ct);
        var language = report.Reporter?.Language ?? company?.Language ?? Languages.Default;
        var found = await lures.Find(report.Traces, ct);
        var own = found.FirstOrDefault(recipient => recipient.UserId == report.Reporter?.Id)
            ?? (report.ForAnybody ? found.FirstOrDefault() : null);
        if (own is not null)
        {
            var now = clock.GetUtcNow();
            if (own.IsPseudonymous)
            {
                await pseudonymous.Report(own, now, ct);
                return new PhishingReport(Simulation: true, own.SimulationId, now) { Message = ReportTexts.Praise(language), IsPseudonymous = true };
            }

            own.Record(new Hit(SimulationEventKind.Reported, now, Verdict.Human, Client: null));
            return new PhishingReport(Simulation: true, own.SimulationId, own.ReportedAt ?? now) { Message = ReportTexts.Praise(language) };
        }

        return report.Mail switch
        {
            null => SimulationErrors.ReportUnknown,

            // Somebody else's lure, handed on: well seen, and for nobody to investigate.
            not null when found.Count > 0 =>
                new PhishingReport(Simulation: true, SimulationId: null, clock.GetUtcNow()) { Message = ReportTexts.Praise(language) },
            { } mail => await cases.File(company!, mail, report, ct).Then(opened =>
                new PhishingReport(Simulation: false, SimulationId: null, opened.LastReportedAt) { ReportId = opened.Id, Message = ReportTexts.Thanks(language) }),
        };
    }
}

/// <summary>What reporters are told at once.</summary>
internal static class ReportTexts
{
    public static string Praise(string language) => language == "de"
        ? "Gut erkannt! Diese Nachricht war eine Übung Ihres Unternehmens. Genau so ist es richtig: erst melden, nicht klicken."
        : "Well spotted! This mail was an exercise of your company. That is the right thing to do: report first, do not click.";

    public static string Thanks(string language) => language == "de"
        ? "Danke für Ihre Meldung. Die Nachricht wird geprüft; klicken Sie bis dahin auf nichts darin. Sie erhalten eine Antwort."
        : "Thank you for your report. The mail will be looked at; do not click anything in it until then. You will get an answer.";
}

using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Content;

/// <param name="Size">In bytes. Taken from the company's quota at once, and given back if the bytes do not come.</param>
/// <param name="Sha256">In hexadecimal digits; a file that turns out to be another one is rejected.</param>
[NotAudited]
[RetryOnConflict]
[RequirePermission(Permission.ManageContent)]
public sealed record StartContentUploadCommand(string FileName, long Size, string? Sha256 = null) : ICommand<SignedUpload>;

/// <summary>How to send the bytes, by whoever has this, before <paramref name="ExpiresAt"/>; afterwards the upload is completed.</summary>
public sealed record SignedUpload(Guid Id, string Url, string Method, IReadOnlyDictionary<string, string> Headers, DateTimeOffset ExpiresAt);

internal sealed class StartContentUploadValidator : AbstractValidator<StartContentUploadCommand>
{
    public StartContentUploadValidator()
    {
        RuleFor(command => command.FileName).NotEmpty();
        RuleFor(command => command.Size).GreaterThanOrEqualTo(0);
        RuleFor(command => command.Sha256)
            .Must(hash => hash is null || (hash.Length == ContentFile.Sha256Length && hash.All(char.IsAsciiHexDigit)))
            .WithMessage($"Must be {ContentFile.Sha256Length} hexadecimal digits.");
    }
}

internal sealed class StartContentUploadHandler(
    IRepository<ContentUpload> uploads,
    StorageAccount account,
    ContentPolicy policy,
    IDirectFiles direct,
    IContentTokens tokens,
    PublicAddress address,
    IWorkQueue queue,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<StartContentUploadCommand, SignedUpload>
{
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal) { ["Content-Type"] = "application/octet-stream" };

    public async Task<ErrorOr<SignedUpload>> Handle(StartContentUploadCommand request, CancellationToken cancellationToken)
    {
        var storage = await account.Get(cancellationToken);
        var started = ContentUpload.Start(
            storage, policy, me.RequireCallerId(), request.FileName, request.Size, request.Sha256, clock.GetUtcNow());
        if (started.IsError)
        {
            return started.Errors;
        }

        var upload = started.Value;
        uploads.Add(upload);
        queue.Enqueue(WorkKind.ContentUploadExpiry, upload.Id, upload.RemovedAt);
        var url = direct.LinkForUpload(ContentKeys.Incoming(upload.CompanyId, upload.Id), request.Size, ContentUpload.Lifetime)?.AbsoluteUri
            ?? address.Link("/content-uploads/" + tokens.Create(new ContentLink(ContentUse.Upload, upload.CompanyId, upload.Id), upload.ExpiresAt));
        return new SignedUpload(upload.Id, url, "PUT", Headers, upload.ExpiresAt);
    }
}

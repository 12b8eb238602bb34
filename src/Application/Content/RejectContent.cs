using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <param name="Code">Of the error that says why.</param>
[RetryOnConflict]
[PlatformScope]
public sealed record RejectContentCommand(Guid Id, string Code) : ICommand<Success>;

internal sealed class RejectContentValidator : AbstractValidator<RejectContentCommand>
{
    public RejectContentValidator() => RuleFor(command => command.Code).NotEmpty().MaximumLength(ContentFile.MaxRejectionLength);
}

internal sealed class RejectContentHandler(IRepository<ContentFile> files, StorageAccount account, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<RejectContentCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RejectContentCommand request, CancellationToken cancellationToken)
    {
        if (await files.GetByIdAsync(request.Id, cancellationToken) is not { } file)
        {
            return ContentErrors.NotFound;
        }

        if (file.Status == ContentStatus.Processing)
        {
            file.Reject(request.Code);
            (await account.Get(cancellationToken)).GiveBack(file.Size);
            queue.Enqueue(WorkKind.ContentRemoval, file.Id, clock.GetUtcNow());
        }

        return Result.Success;
    }
}

using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.TwoFactors;

/// <summary>Ten new codes; those from before are worth nothing any more.</summary>
[Authenticated]
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record ReplaceBackupCodesCommand : ICommand<NewBackupCodes>;

internal sealed class ReplaceBackupCodesHandler(IRepository<TwoFactor> factors, ICurrentUser me)
    : ICommandHandler<ReplaceBackupCodesCommand, NewBackupCodes>
{
    public async Task<ErrorOr<NewBackupCodes>> Handle(ReplaceBackupCodesCommand command, CancellationToken cancellationToken)
    {
        if (await factors.SingleOrDefaultAsync(new TwoFactorOfSpec(me.RequireUserId()), cancellationToken) is not { } factor)
        {
            return TwoFactorErrors.NotFound;
        }

        var codes = BackupCodes.Create();
        return factor.ReplaceBackupCodes(BackupCodes.Hash(codes)).Then(_ => new NewBackupCodes(codes));
    }
}

#!/usr/bin/env bash
# Proves that the security tests can fail: plants one fault after the other in a copy of the last commit, and expects the named tests to
# turn red, which are green without it (build/test.sh). A fault that no longer fits the code, and one that nobody notices, both end the
# run with an error. One build for each fault, of the test project that must notice alone: a minute each on two quiet cores.
#
#   tests/PlantedFaults/run.sh                 all of them
#   tests/PlantedFaults/run.sh session-wide    those whose name contains the text
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# name | file | sed expression | test project | tests of which one must turn red
faults() {
  cat <<'FAULTS'
audit-hash-without-the-one-before|src/Domain/Auditing/AuditHash.cs|/AddField(hash, entry.PrevHash);/d|Domain.UnitTests|AuditChainTests
revoked-key-accepted|src/Domain/Identity/ApiKey.cs|s/RevokedAt is not null .. ExpiresAt <= now;/ExpiresAt <= now;/|Application.UseCaseTests|ApiKeyTests.A_revoked_or_expired_key_ends_at_once
refresh-not-atomic|src/Infrastructure/Persistence/Configurations/Conventions.cs|s/builder.Property(nameof(AggregateRoot.Version)).IsConcurrencyToken();/builder.Property(nameof(AggregateRoot.Version));/|Application.UseCaseTests|RefreshTests
code-not-compare-and-set|src/Infrastructure/Persistence/Configurations/Identity/TwoFactorConfigurations.cs|s/builder.Property(factor => factor.LastUsedStep).IsConcurrencyToken();/builder.Property(factor => factor.Version).IsConcurrencyToken(false);/|Application.UseCaseTests|TwoFactorTests.Of_a_hundred_uses_of_one_code_at_once_one_succeeds
attempt-reserved-afterwards|src/Application/Identity/Login.cs|s/if (await throttle.ReservePassword(\(.*\)) is { IsError: true } refused)/if (command.Email.Length == 0 \&\& await throttle.ReservePassword(\1) is { IsError: true } refused)/;s/if (!isRight .. user is not .*/if (!isRight \&\& await throttle.ReservePassword(account, command.Address, cancellationToken) is { IsError: true } late) { return late.Errors; }\n&/|Application.UseCaseTests|ThrottleTests.Of_five_hundred_wrong_passwords_at_once_five_are_looked_at
tenant-setting-session-wide|src/Infrastructure/Persistence/Postgres/TenantSetting.cs|s/@" + Parameter + ", true)"/@" + Parameter + ", false)"/|Infrastructure.IntegrationTests|TenantSettingTests.A_read_leaves_nothing_on_its_connection
tenant-not-set|src/Infrastructure/Persistence/Postgres/TenantSetting.cs|s/db.Tenant.CompanyId?.ToString() ?? ""/""/|Infrastructure.IntegrationTests|TenantSettingTests.In_a_transaction_whichever_statement_comes_first_brings_the_company_along
query-filter-open|src/Infrastructure/Persistence/AppDbContext.cs|s/entity => entity.CompanyId == TenantId/entity => entity.CompanyId != Guid.Empty/|Infrastructure.IntegrationTests|TenantWallsTests.The_query_filter_alone_shows_only_ones_own
tracking-signature-unchecked|src/Infrastructure/Security/TrackingTokens.cs|s/if (!CryptographicOperations.FixedTimeEquals(expected, bytes\[BodyLength..\]))/if (expected.Length != MacLength)/|Infrastructure.IntegrationTests|TrackingTokensTests
any-signing-algorithm|src/Infrastructure/Security/AccessTokenReader.cs|s/ValidAlgorithms = \[SecurityAlgorithms.EcdsaSha256\],//|Infrastructure.IntegrationTests|AccessTokensTests.Other_algorithms_are_refused
formula-in-export|src/Infrastructure/Csv/CsvExportWriter.cs|s/InjectionCharacters = .*/InjectionCharacters = ['\\0'],/|Infrastructure.IntegrationTests|CsvExportWriterTests
permission-not-asked|src/Application/Common/Pipeline/AuthorizationBehavior.cs|s/RequirePermissionAttribute required when user.Has(required.Permission) => null/RequirePermissionAttribute => null/|WebApi.Tests|PermissionTests
session-not-asked|src/WebApi/Authentication/AccessTokenAuthentication.cs|s/await sessions.Find(companyId, sessionId, context.HttpContext.RequestAborted) is/(await sessions.Find(companyId, sessionId, context.HttpContext.RequestAborted) ?? new SessionState(Domain.Identity.Role.Employee, null)) is/|WebApi.Tests|SecondFactorHttpTests.A_session_that_is_ended_is_refused_at_the_next_request
ambiguous-token-accepted|src/Infrastructure/Security/AccessTokenReader.cs|s/result.IsValid && !IsUnambiguous/result.IsValid \&\& _clock is null \&\& !IsUnambiguous/|WebApi.Tests|TokenForgeryTests
cookie-origin-not-asked|src/WebApi/Authentication/SessionCookie.cs|s/!http.RequestServices.GetRequiredService<BrowserOrigins>().Contains(headers.Origin)/http.Request.Path == "\/"/|WebApi.Tests|SessionCookieTests.Pages_of_others_get_nothing_out_of_the_cookie
restrictive-policy-dropped|src/Infrastructure/Persistence/Postgres/TenantWalls.sql|/AS RESTRICTIVE/d|Architecture.Tests|CatalogTests.Every_table_stands_behind_its_walls
FAULTS
}

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Servers of its own: their template of a database must be of this commit, and be made anew for some faults.
unset SECURITYTRAINING_TEST_POSTGRES SECURITYTRAINING_TEST_REDIS
# shellcheck source=build/servers.sh
. build/servers.sh
copy=$(mktemp -d "${TMPDIR:-/tmp}/securitytraining-faults.XXXXXXXX")
clean_up() {
  servers_stop
  git worktree remove --force "$copy/repository" 2>/dev/null || true
  rm -rf -- "$copy"
}
trap clean_up EXIT

git worktree add --quiet --detach "$copy/repository" HEAD
cd "$copy/repository"
servers_install
servers_start
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
dotnet restore SecurityTraining.sln -v quiet

# `tests project filter`: builds as far as needed and runs them; analyzers have nothing to say about a fault.
tests() {
  dotnet build "tests/$1" -c Release --no-restore -v quiet -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >"$copy/log" 2>&1 || {
    cat "$copy/log" >&2
    fail "$1 does not build."
  }
  dotnet test "tests/$1" -c Release --no-build --filter "FullyQualifiedName~$2" >"$copy/log" 2>&1
}

missed=0
while IFS='|' read -r name file change project filter; do
  [[ $name == *"${1:-}"* ]] || continue
  sed -i "$change" "$file"
  ! git diff --quiet || fail "$name: the fault no longer fits $file."
  # The databases of the tests are copies of one that has been migrated: a fault in a migration needs another.
  [[ $file != *.sql ]] || { servers_stop && servers_start; } </dev/null
  if tests "$project" "$filter" </dev/null; then
    printf 'MISSED  %-30s by %s %s\n' "$name" "$project" "$filter"
    missed=$((missed + 1))
  else
    grep -qE 'Failed: +[1-9]' "$copy/log" || fail "$name: the tests did not run. $(tail -n 20 "$copy/log")"
    printf 'noticed %-30s by %s\n' "$name" "$(grep -oE '^  Failed [^ (]+' "$copy/log" | head -n 1 | sed 's/^  Failed //')"
  fi
  git checkout --quiet -- .
  [[ $file != *.sql ]] || { servers_stop && servers_start; } </dev/null
done < <(faults)
((missed == 0)) || fail "$missed planted faults went unnoticed."

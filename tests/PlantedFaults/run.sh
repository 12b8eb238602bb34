#!/usr/bin/env bash
# Proves that the security tests can fail: plants one fault after the other in a copy of the last commit, and expects the named tests to
# turn red. A fault that no longer fits the code, and one that nobody notices, both end the run with an error.
#
#   tests/PlantedFaults/run.sh                 all of them
#   tests/PlantedFaults/run.sh session-wide    those whose name contains the text
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# name | file | sed expression | test project | tests that must notice
faults() {
  cat <<'FAULTS'
permission-not-asked|src/Application/Common/Pipeline/AuthorizationBehavior.cs|s/RequirePermissionAttribute required when user.Has(required.Permission) => null/RequirePermissionAttribute => null/|WebApi.Tests|PermissionTests
restrictive-policy-dropped|src/Infrastructure/Persistence/Postgres/TenantWalls.sql|/AS RESTRICTIVE/d|Architecture.Tests|CatalogTests
tenant-setting-session-wide|src/Infrastructure/Persistence/Postgres/TenantSetting.cs|s/@" + Parameter + ", true)"/@" + Parameter + ", false)"/|Infrastructure.IntegrationTests|TenantSettingTests
tenant-not-set|src/Infrastructure/Persistence/Postgres/TenantSetting.cs|s/db.Tenant.CompanyId?.ToString() ?? ""/""/|Infrastructure.IntegrationTests|TenantSettingTests
query-filter-open|src/Infrastructure/Persistence/AppDbContext.cs|s/entity => entity.CompanyId == TenantId/entity => entity.CompanyId != Guid.Empty/|WebApi.Tests|IsolationTests
refresh-not-atomic|src/Infrastructure/Persistence/Configurations/Conventions.cs|s/builder.Property(nameof(AggregateRoot.Version)).IsConcurrencyToken();/builder.Property(nameof(AggregateRoot.Version));/|Application.UseCaseTests|RefreshTests
tracking-signature-unchecked|src/Infrastructure/Security/TrackingTokens.cs|s/if (!CryptographicOperations.FixedTimeEquals(expected, bytes\[BodyLength..\]))/if (expected.Length != MacLength)/|Infrastructure.IntegrationTests|TrackingTokensTests
any-signing-algorithm|src/Infrastructure/Security/AccessTokenReader.cs|s/ValidAlgorithms = \[SecurityAlgorithms.EcdsaSha256\],//|Infrastructure.IntegrationTests|AccessTokensTests
revoked-key-accepted|src/Domain/Identity/ApiKey.cs|s/RevokedAt is null$/Name.Length > 0/|Application.UseCaseTests|ApiKeyTests
formula-in-export|src/Infrastructure/Csv/CsvExportWriter.cs|s/InjectionCharacters = .*/InjectionCharacters = ['\\0'],/|Infrastructure.IntegrationTests|CsvExportWriterTests
FAULTS
}

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

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

# `tests project filter`: builds as far as needed and runs them; analyzers have nothing to say about a fault.
tests() {
  dotnet build "tests/$1" -c Release -v quiet -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >"$copy/log" 2>&1 || {
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
  if tests "$project" "$filter" </dev/null; then
    printf 'MISSED  %-30s by %s %s\n' "$name" "$project" "$filter"
    missed=$((missed + 1))
  else
    grep -qE 'Failed: +[1-9]' "$copy/log" || fail "$name: the tests did not run. $(tail -n 20 "$copy/log")"
    printf 'noticed %-30s by %s\n' "$name" "$(grep -oE '^  Failed [^ (]+' "$copy/log" | head -n 1 | sed 's/^  Failed //')"
  fi
  git checkout --quiet -- .
done < <(faults)
((missed == 0)) || fail "$missed planted faults went unnoticed."

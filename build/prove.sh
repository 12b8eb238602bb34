#!/usr/bin/env bash
# Proves by doing what is too long for every run of build/test.sh.
#
#   build/prove.sh                      5,000 mails and 20 kills, on SQLite and on PostgreSQL
#   KILL_MAILS=10000 KILL_KILLS=40 build/prove.sh
#
# The service is killed (SIGKILL) at random moments while it sends, and started again. Prints what came of it; the exit code
# is 0 only if nobody was left without the mail, nobody's repeats had another Message-ID, and there were no more repeats than
# connections times kills. Before that, a file of 1 GiB (CONTENT_MEBIBYTES) goes into S3 and out again in little memory.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export MSBUILDDISABLENODEREUSE=1 # no build process outlives this script
export KILL_MAILS=${KILL_MAILS:-5000} KILL_KILLS=${KILL_KILLS:-20}

# shellcheck source=build/servers.sh
. build/servers.sh
trap servers_stop EXIT
servers_install
servers_start

dotnet build tests/Infrastructure.IntegrationTests -c Release -v quiet
CONTENT_MEBIBYTES=${CONTENT_MEBIBYTES:-1024} \
  dotnet tests/Infrastructure.IntegrationTests/bin/Release/net10.0/SecurityTraining.Infrastructure.IntegrationTests.dll -noColor -showLiveOutput \
  -class SecurityTraining.Infrastructure.IntegrationTests.Storage.S3FileStoreTests

dotnet build tests/WebApi.Tests -c Release -v quiet
dotnet tests/WebApi.Tests/bin/Release/net10.0/SecurityTraining.WebApi.Tests.dll -noColor -showLiveOutput \
  -namespace SecurityTraining.WebApi.Tests.KillTests

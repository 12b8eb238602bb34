#!/usr/bin/env bash
# Proves by doing what is too long for every run of build/test.sh.
#
#   build/prove.sh                      5,000 mails and 20 kills, on SQLite and on PostgreSQL; and the security proofs in full
#   KILL_MAILS=10000 KILL_KILLS=40 build/prove.sh
#
# The service is killed (SIGKILL) at random moments while it sends, and started again. Prints what came of it; the exit code
# is 0 only if nobody was left without the mail, nobody's repeats had another Message-ID, and there were no more repeats than
# connections times kills; if known and unknown addresses are answered alike 2 x 500 times, with medians within 5 ms; and if
# 200 companies on 8 connections see nothing of each other in 20,000 operations of which many fail (docs/security-proofs.md).
# Before that, a file of 1 GiB (CONTENT_MEBIBYTES) goes into S3 and out again in little memory, 10,000 certificates are made, 10,000
# people are enrolled at once of whom 200 learn at once, quizzes with 10,000 attempts are added up, the risk of 10,000 people is
# assessed anew, simulations are paused, extended and cancelled at random, one of 100,000 people is sent, every attack string is opened
# in a browser, one subscription's events are told in 200 orders, and files of 50,000 and 10,000 people are imported and compared.
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

# `prove project filter…`: the tests in full, with what they print.
prove() {
  local project=$1
  shift
  dotnet build "tests/$project" -c Release -v quiet
  SECURITYTRAINING_FULL_PROOFS=1 dotnet "tests/$project/bin/Release/net10.0/SecurityTraining.$project.dll" -noColor -showLiveOutput "$@"
}

CONTENT_MEBIBYTES=${CONTENT_MEBIBYTES:-1024} prove Infrastructure.IntegrationTests \
  -class SecurityTraining.Infrastructure.IntegrationTests.Storage.S3FileStoreTests
prove Infrastructure.IntegrationTests -class SecurityTraining.Infrastructure.IntegrationTests.Documents.CertificateRendererTests
prove Application.UseCaseTests -class SecurityTraining.Application.UseCaseTests.Learning.CertificatesAtScaleTests
prove Application.UseCaseTests -class SecurityTraining.Application.UseCaseTests.Learning.LearningAtScaleTests
prove Application.UseCaseTests -class SecurityTraining.Application.UseCaseTests.Learning.QuizStatisticsTests
prove Application.UseCaseTests -class SecurityTraining.Application.UseCaseTests.Analytics.RiskAtScaleTests
prove Application.UseCaseTests -class SecurityTraining.Application.UseCaseTests.Phishing.ChaosTests
prove Application.UseCaseTests -class SecurityTraining.Application.UseCaseTests.Phishing.ManyRecipientsTests
prove Application.UseCaseTests -class SecurityTraining.Application.UseCaseTests.Phishing.LureAttackTests
prove Application.UseCaseTests -class SecurityTraining.Application.UseCaseTests.Billing.BillingEventTests
prove Application.UseCaseTests -method '*.PeopleImportTests.A_long_file_takes_seconds' \
  -method '*.ImportDiffTests.The_diff_of_many_people_takes_seconds_and_little_memory'
prove WebApi.Tests -class SecurityTraining.WebApi.Tests.Identity.EnumerationTests
prove Infrastructure.IntegrationTests -class SecurityTraining.Infrastructure.IntegrationTests.Persistence.PooledTenantsTests
prove WebApi.Tests -namespace SecurityTraining.WebApi.Tests.KillTests

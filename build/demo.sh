#!/usr/bin/env bash
# Plays the whole story against a running service, in about half a minute: a company registers, brings in its people,
# sends them a simulated phishing mail, and sees what they do. Ends with an error if the service has counted anything else
# than what was played.
#
#   dotnet run --project src/WebApi        in one terminal
#   build/demo.sh                          in another
#   build/demo.sh http://localhost:5090 /tmp/data/mailbox
#
#   first argument or DEMO_URL         where the service is          (http://localhost:5080)
#   second argument or DEMO_MAILBOX    where it puts its mails       (data/mailbox of this repository)
#   SCANNER_WINDOW                     its Phishing:ScannerWindowSeconds, if that was changed (10)
#
# Needs bash, curl and what every system has. Each run makes a company of its own, so it can be repeated as you like.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

url=${1:-${DEMO_URL:-http://localhost:5080}}
url=${url%/}
mailbox=${2:-${DEMO_MAILBOX:-data/mailbox}}
window=${SCANNER_WINDOW:-10}

run=$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')
admin="it-security.$run@example.org"
password="Kranich-Ufer-${run}-Nebel"
domain="lindenhof-$run.example.org"
canary="Canary-$run-never-to-be-kept"
browser='Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
access='' # the access token, as soon as there is one

work=$(mktemp -d "${TMPDIR:-/tmp}/securitytraining-demo.XXXXXXXX")
trap 'rm -rf -- "$work"' EXIT

if [[ -t 1 ]]; then
  bold=$'\e[1m' soft=$'\e[2m' green=$'\e[32m' plain=$'\e[0m'
else
  bold='' soft='' green='' plain=''
fi

main() {
  check_surroundings

  step 'A company registers'
  register
  step "Its people come from a CSV file"
  import_people
  step 'It proves that the mail domain is its own'
  verify_domain
  step 'It chooses two lures from the library'
  choose_lures
  step 'It prepares a simulation and looks at it'
  prepare
  step 'Launch'
  launch
  step 'The people get their mail'
  play
  step 'What the company sees'
  show_results
  check_results
}

# -- the story ---------------------------------------------------------------------------------------------------------

register() {
  touch "$work/start"
  api POST /auth/register "{\"companyName\":\"Lindenhof Spedition $run\",\"firstName\":\"Wiebke\",\"lastName\":\"Carstens\",\"email\":\"$admin\",\"password\":\"$password\"}" >/dev/null
  say "Lindenhof Spedition $run, administrator $admin"

  local mail='' token
  until mail=$(find "$mailbox" -name '*.eml' -newer "$work/start" -exec grep -l -F "<$admin>" {} + 2>/dev/null | head -n 1) && [[ -n $mail ]]; do
    patience 20 "No verification mail has come to $mailbox. Does the service use another folder (second argument), or SMTP?"
  done
  token=$(decoded "$mail" | sed -n -E 's/.*verify-email\?token=([A-Za-z0-9_-]+).*/\1/p' | head -n 1)
  [[ -n $token ]] || fail "There is no link in the verification mail $mail."
  say "The verification mail is there: ${mail##*/}"
  api POST /auth/verify-email "{\"token\":\"$token\"}" >/dev/null

  access=$(api POST /auth/login "{\"email\":\"$admin\",\"password\":\"$password\"}" | text accessToken)
  say 'Address confirmed, signed in'
}

import_people() {
  local import state
  write_people >"$work/people.csv"
  import=$(api POST /users/import --form "file=@$work/people.csv;type=text/csv")
  import=$(text id <<<"$import")
  while :; do
    state=$(api GET "/users/imports/$import")
    [[ $(text status <<<"$state") != @(completed|failed) ]] || break
    patience 30 'The import has not come to an end.'
  done
  [[ $(text status <<<"$state") == completed && $(number created <<<"$state") == 40 ]] || fail "The import went wrong: $state"
  say "$(number created <<<"$state") people created, $(number skipped <<<"$state") lines left out"
}

verify_domain() {
  local added
  added=$(api POST /company/domains "{\"name\":\"$domain\"}")
  say "$domain: in Production by a TXT record at"
  say "  $(text recordName <<<"$added")  \"$(text recordValue <<<"$added")\","
  say '  here by Phishing:AllowedUnverifiedDomains'
  added=$(api POST "/company/domains/$(text id <<<"$added")/verify")
  [[ $added == *'"verified":true'* ]] || fail "The domain is not verified: $added"
}

choose_lures() {
  api GET '/phishing/templates?library=true&pageSize=100&sort=category,name&fields=id,name,language,difficulty,category' | rows >"$work/lures"
  local lure id
  english='' german=''
  while IFS= read -r lure; do
    id=$(text id <<<"$lure")
    mark=' '
    if [[ $lure == *'"category":"parcel"'* ]]; then
      mark='*'
      if [[ $lure == *'"language":"de"'* ]]; then german=$id; else english=$id; fi
    fi
    printf '  %s %s  %-15s %s\n' "$mark" "$(text language <<<"$lure")" "$(text difficulty <<<"$lure")" "$(text name <<<"$lure")"
  done <"$work/lures"
  [[ -n $english && -n $german ]] || fail 'The library has no lure about a parcel in both languages.'
  say 'Everybody gets the one in their own language'
}

prepare() {
  simulation=$(api POST /phishing/simulations \
    "{\"name\":\"Parcel notice, autumn\",\"templateIds\":[\"$english\",\"$german\"],\"recipients\":{\"all\":true}}" | text id)
  local person preview
  person=$(api GET "/users?search=frieda.ahrens@$domain&fields=id" | text id)
  preview=$(api POST "/phishing/templates/$german/preview" "{\"userId\":\"$person\"}")
  say "Draft for everybody; as Frieda Ahrens would see it:"
  say "  ${soft}From:${plain}    $(text senderName <<<"$preview") <$(text senderAddress <<<"$preview")>"
  say "  ${soft}Subject:${plain} $(text subject <<<"$preview")"
  text text <<<"$preview" | grep -v '^ *$' | head -n 5 | cut -c 1-96 | sed "s/^/    ${soft}|${plain} /"
}

launch() {
  local state
  state=$(api POST "/phishing/simulations/$simulation/launch")
  say "The simulation is $(text status <<<"$state")"
  recipients=41 # the people of the file and the administrator
  while :; do
    state=$(api GET "/phishing/simulations/$simulation/summary")
    [[ $(number sent <<<"$state") != "$recipients" ]] || break
    patience 60 'Not all mails have been sent.'
  done
  delivered=$SECONDS

  local mail
  find "$mailbox" -name '*.eml' -newer "$work/start" -exec grep -l -E -i "<([^>]*@$domain|$admin)>" {} + >"$work/files"
  while IFS= read -r mail; do
    describe "$mail"
  done <"$work/files" | sort >"$work/mails"
  local found
  found=$(wc -l <"$work/mails")
  ((found == recipients)) || fail "$recipients mails have been sent, but $((found)) are in $mailbox."
  say "$recipients mails in $mailbox"
}

# One line in $work/mails: address, Message-ID, pixel, link.
play() {
  local scanned address id pixel link person=0 wait
  IFS=$'\t' read -r scanned _ _ link < <(tail -n 1 "$work/mails")
  follow "$link" >/dev/null
  say "At once somebody follows the link to $scanned: so soon, it is a mail scanner"
  wait=$((delivered + window + 1 - SECONDS))
  if ((wait > 0)); then
    say "Waiting $wait s: what comes within $window s of delivery is taken for a machine"
    sleep "$wait"
  fi

  opened=0 clicked=0 submitted=0 reported=0 shown=''
  while IFS=$'\t' read -r address id pixel link; do
    person=$((person + 1))
    # The one whom the scanner protects does nothing; the others are told apart by their place in the list.
    [[ $address != "$scanned" ]] || continue
    case $((person % 8)) in
      0 | 1 | 2) # reads it, and leaves it at that
        look "$pixel"
        opened=$((opened + 1))
        ;;
      3) # follows the link
        look "$pixel"
        follow "$link" >/dev/null
        opened=$((opened + 1)) clicked=$((clicked + 1))
        ;;
      4) # falls for it
        look "$pixel"
        follow "$link" >"$work/landing"
        submit "$link" >"$work/teaching"
        opened=$((opened + 1)) clicked=$((clicked + 1)) submitted=$((submitted + 1))
        if [[ -z $shown ]]; then
          shown=$(sed -n -E 's/.*<h1>([^<]*)<\/h1>.*/\1/p' "$work/teaching")
          [[ -n $shown ]] || fail "No teaching page followed the form."
        fi
        ;;
      5) # sees through it
        look "$pixel"
        report "$id"
        opened=$((opened + 1)) reported=$((reported + 1))
        ;;
    esac # the rest never opens it
  done <"$work/mails"
  say "$opened open it, $clicked follow the link, $submitted fill in the form, $reported report it"
  say "Whoever fills in the form learns: ${bold}$shown${plain}"
}

show_results() {
  summary=$(api GET "/phishing/simulations/$simulation/summary")
  local name count bar
  for name in recipients sent opened clicked submitted reported; do
    count=$(number "$name" <<<"$summary")
    printf -v bar '%*s' $((count * 50 / recipients)) ''
    printf '    %-10s %3d  %s%s%s\n' "$name" "$count" "$green" "${bar// /█}" "$plain"
  done

  printf '\n    %sthe last lines of the timeline, and the scanner%s\n' "$soft" "$plain"
  local line
  { api GET "/phishing/simulations/$simulation/timeline?limit=8" | rows
    api GET "/phishing/simulations/$simulation/timeline?limit=200" | rows | grep '"verdict":"scanner"' | head -n 1; } >"$work/timeline"
  while IFS= read -r line; do
    printf '    %s  %-9s %-8s %-18s %s\n' "$(text at <<<"$line" | cut -c 12-19)" "$(text kind <<<"$line")" "$(text verdict <<<"$line")" \
      "$(text client <<<"$line")" "$(text email <<<"$line")"
  done <"$work/timeline"
}

check_results() {
  local expected="$recipients $recipients 0 $opened $clicked $submitted $reported" counted='' name
  for name in recipients sent failed opened clicked submitted reported; do
    counted+="$(number "$name" <<<"$summary") "
  done
  printf '\n'
  [[ ${counted% } == "$expected" ]] || fail "Played (recipients sent failed opened clicked submitted reported): $expected; counted: $counted"
  if grep -r -q -F "$canary" "$mailbox/.."; then
    fail "The password that was typed into the form has been kept in $(cd "$mailbox/.." && pwd)."
  fi
  printf '  %s✓%s The service has counted exactly what was played, and the password typed into the form is nowhere in its data folder.\n' "$green" "$plain"
  printf '    Look around yourself: %s/docs, sign in as %s / %s  (%d s)\n' "$url" "$admin" "$password" "$SECONDS"
}

# -- the people --------------------------------------------------------------------------------------------------------

write_people() {
  local -a first=(Anke Bernd Clara Detlef Elif Frieda Gerrit Hanna Ingo Jule Klaas Lotte Malte Nele Onno Paula Rieke Sönke Tomke Ulf
    Alice Brian Chloe Dylan Emma Fraser Grace Harry Isla Jack Kofi Lucy Megan Noah Olive Peter Quinn Rosie Simon Tara)
  local -a last=(Ahrens Brandt Claasen Dierks Ehlers Ahrens Friedrichs Gerken Heinsen Ites Janssen Köster Lühr Meents Nissen Oltmanns
    Peters Rickmers Siefken Tammen Abbott Bell Carter Dawson Evans Foster Green Hughes Irving Jones Kelly Lewis Moore Norris Owen Parker
    Quigley Reed Shaw Turner)
  local -a department=(Versand Verkauf Buchhaltung IT)
  local -a title=(Disponent Sachbearbeiter Buchhalter Administrator)
  local i address language
  echo 'email,firstName,lastName,department,jobTitle,language,manager,site'
  for i in "${!first[@]}"; do
    address=$(printf '%s.%s' "${first[i]}" "${last[i]}" | sed 's/ö/oe/g; s/ü/ue/g; s/ä/ae/g; s/ß/ss/g' | tr '[:upper:]' '[:lower:]')
    language=de
    ((i < 20)) || language=en
    printf '%s@%s,%s,%s,%s,%s,%s,%s,%s\n' "$address" "$domain" "${first[i]}" "${last[i]}" "${department[i % 4]}" "${title[i % 4]}" \
      "$language" "$([[ $i == 0 ]] || echo "anke.ahrens@$domain")" "$([[ $language == de ]] && echo Bremen || echo Hull)"
  done
}

# As a mail program shows the picture, and as a browser follows the link; curl's own name, and who reads no language, would be taken for a
# machine.
look() { curl -sS -f -A "$browser" -o /dev/null "$1"; }
follow() { curl -sS -f -A "$browser" -H 'Accept-Language: de' "$1"; }
submit() { curl -sS -f -A "$browser" -H 'Accept-Language: de' --data-urlencode 'user=somebody' --data-urlencode "password=$canary" "$1"; }
report() { api POST /phishing/reports "{\"messageId\":\"$1\"}" >/dev/null; }

# -- the service's answers and mails -----------------------------------------------------------------------------------

# api METHOD PATH [JSON | options of curl]: prints the answer; ends the script if it is a refusal.
api() {
  local method=$1 path=$2 status
  shift 2
  local -a options=()
  if [[ ${1:-} == '{'* ]]; then
    options=(-H 'Content-Type: application/json' --data "$1")
  else
    options=("$@")
  fi
  if [[ -n $access ]]; then
    options+=(-H "Authorization: Bearer $access")
  fi
  status=$(curl -sS -X "$method" -o "$work/answer" -w '%{http_code}' "${options[@]}" "$url/api/v1$path") || fail "$url does not answer."
  ((status < 400)) || fail "$method $path: $status $(cat "$work/answer")"
  cat "$work/answer"
}

# The first text, or number, of this name in a JSON document.
text() {
  local value
  value=$(tr -d '\n' | grep -o -E "\"$1\":\"([^\"\\]|\\\\.)*\"" | head -n 1 | sed -E 's/^"[^"]*":"//; s/"$//') || true
  printf '%b' "$value"
}
number() { grep -o -E "\"$1\":[0-9]+" | head -n 1 | sed 's/.*://'; }

# The objects of a list, one on each line.
rows() {
  sed -E 's/^\{"items":\[//; s/\],"[a-zA-Z]+":.*$//; s/\},\{/}\
{/g'
  echo
}

# A mail with its text parts decoded (RFC 2045; the mails of the service are 7bit or quoted-printable).
decoded() {
  LC_ALL=C awk '
    function plain(text,  out, at) {
      out = ""
      while ((at = index(text, "=")) > 0) {
        out = out substr(text, 1, at - 1) sprintf("%c", 16 * digit(substr(text, at + 1, 1)) + digit(substr(text, at + 2, 1)))
        text = substr(text, at + 3)
      }
      return out text
    }
    function digit(letter) { return index("0123456789ABCDEF", toupper(letter)) - 1 }
    BEGIN { header = 1 }
    { sub(/\r$/, "") }
    /^--/ { for (b in boundaries) if (index($0, "--" b) == 1) { header = 1; quoted = 0; next } }
    header && match($0, /boundary="[^"]*"/) { boundaries[substr($0, RSTART + 10, RLENGTH - 11)] }
    header && tolower($0) ~ /^content-transfer-encoding: *quoted-printable/ { quoted = 1 }
    header && /^$/ { header = 0 }
    header || !quoted { print; next }
    /=$/ { printf "%s", plain(substr($0, 1, length($0) - 1)); next }
    { print plain($0) }
  ' "$1"
}

# Address, Message-ID, pixel and link of a lure; nothing for other mails.
describe() {
  decoded "$1" | awk '
    !address && /^To:/ { inTo = 1 }
    inTo && match($0, /<[^>]+>/) { address = substr($0, RSTART + 1, RLENGTH - 2); inTo = 0 }
    !id && tolower($0) ~ /^message-id:/ { id = $2 }
    match($0, /https?:\/\/[^"<> ]*\/t\/[A-Za-z0-9_-]+\/open\.gif/) { pixel = substr($0, RSTART, RLENGTH) }
    !link && match($0, /https?:\/\/[^"<> ]*\/t\/[A-Za-z0-9_-]+$/) { link = substr($0, RSTART, RLENGTH) }
    END { if (pixel != "" && link != "") printf "%s\t%s\t%s\t%s\n", address, id, pixel, link }'
}

# -- the screen --------------------------------------------------------------------------------------------------------

check_surroundings() {
  local tool
  for tool in curl awk sed grep od; do
    command -v "$tool" >/dev/null || fail "$tool is not installed."
  done
  curl -sS -f -o /dev/null "$url/health/ready" 2>/dev/null ||
    fail "No service is ready at $url. Start it in another terminal: dotnet run --project src/WebApi"
  [[ -d $mailbox ]] || fail "There is no folder $mailbox. Name the service's mailbox folder as the second argument."
}

steps=0
step() {
  steps=$((steps + 1)) tries=0
  printf '\n%s%d. %s%s\n' "$bold" "$steps" "$1" "$plain"
}

say() { printf '    %s\n' "$*"; }

# Waits a moment, but not for ever: so many seconds in one step.
tries=0
patience() {
  tries=$((tries + 1))
  ((tries <= $1 * 4)) || fail "$2"
  sleep 0.25
}

fail() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

main

#!/usr/bin/env bash
# Does airport_day agree with itself and with network_day?
#   validators/validate_airport_day.sh START END
# Exits 0 when every question below is answered with 0, else 1 (also when a question could not be asked).
set -euo pipefail

if [ $# -ne 2 ]; then
  echo "Usage: $0 START END, both as YYYY-MM-DD" >&2
  exit 1
fi
if [[ "$1" > "$2" ]]; then
  echo "FAILED: the window from $1 to $2 holds no date." >&2
  exit 1
fi

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
echo "airport_day, $1 to $2"

# One line a question: how many were found, a tab, what was looked for. Asked first and whole, so that an answer that broke off does not pass.
if ! answers="$(node "$here/countDisagreements.mjs" "$1" "$2")"; then
  echo "FAILED: airport_day could not be read; the reason stands above." >&2
  exit 1
fi

failed=0
while IFS=$'\t' read -r found question; do
  if [ "$found" -eq 0 ]; then
    echo "  ok      $question: 0"
  else
    echo "  WRONG   $question: $found"
    failed=1
  fi
done <<<"$answers"

if [ "$failed" -eq 0 ]; then echo "PASSED"; else echo "FAILED"; fi
exit "$failed"

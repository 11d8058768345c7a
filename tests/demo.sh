#!/bin/bash
# The main job from beginning to end, on a plausible quarter of a campaign, saying what it
# does at each step. Everything it writes is in build/demo, anew each time. Run it by
# `./dev demo`, which puts steadfast-cli on the path.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=build/demo
data=tests/data/campaign-quarter
passphrase='seven quiet otters crossing at dawn'
rm -rf $folder
mkdir -p $folder

bold='' plain=''
[ ! -t 1 ] || bold=$(tput bold) plain=$(tput sgr0)

say() {
  printf '\n%s%s%s\n' "$bold" "$1" "$plain"
}

# Runs steadfast-cli on the demonstration's store, with the passphrase from descriptor 3
# as a script would give it, and shows the command.
cli() {
  printf '  $ steadfast-cli %s\n' "$*"
  steadfast-cli --store $folder/demo.store --passphrase-fd 3 "$@" 3<<<"$passphrase" |
    sed 's/^/  /'
}

say '1. Make an encrypted store. Its passphrase comes through a file descriptor.'
cli create --kdf interactive

say '2. Sign the pledge, with a key that is made for this one signature.'
cli pledge take --tier 1 --role support --week 2026-W30
cli pledge list

say '3. Log one refusal by hand: choices from lists and a week, nothing else.'
cli refusal add --work ticket --customer military --ground law --ground conscience \
  --outcome reassigned --week 2026-W31 --code-named yes
cli refusal list

say "4. Import a meeting's sign-up sheet and the quarter's refusals, all rows or none."
cli pledge import $data/signups.csv
cli refusal import $data/refusals.csv
cli info

say '5. The exact counts. They are not anonymous, and never leave the store.'
cli tally --period 2026-Q3

say '6. What closing the quarter would publish, before anything is drawn.'
cli release preview --period 2026-Q3

say '7. Close the quarter: counted, noise drawn once, rounded, written to the ledger.'
cli release close --period 2026-Q3

say '8. Save the release: its text, a table for spreadsheets, JSON, and a page to print.'
for format in text csv json html; do
  cli release save 2026-Q3 --format $format -o $folder/totals.$format
done
cli release verify $folder/totals.text
printf '  $ steadfast-export --format csv %s\n' $folder/totals.text
steadfast-export --format csv $folder/totals.text | sed 's/^/  /'

say '9. Save the pledge, and check it with minisign, which knows nothing of Steadfast.'
cli pledge save $folder/pledge
printf '  $ minisign -V -p pledge.pub -m pledge.txt\n'
(cd $folder/pledge && minisign -V -p pledge.pub -m pledge.txt) | sed 's/^/  /'

say '10. What lies on the disk: noise.'
printf '  $ head -c 64 %s/demo.store | od -An -tx1\n' $folder
head -c 64 $folder/demo.store | od -An -tx1 | sed 's/^/  /'
printf '\nThe release and the pledge are in %s.\n' $folder

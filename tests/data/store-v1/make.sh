#!/bin/bash
# Makes the stored store of version 1 anew: fixture.store, keys.txt and expected.json. Only to
# be run while version 1 is not yet in anybody's hands: a store that was written once must
# open for ever.
#
# usage: make.sh STEADFAST_CLI
set -euo pipefail
cli=$(realpath "$1")
cd "$(dirname "$0")"
passphrase='a lamp left on for the late shift'
rm -f fixture.store fixture.store.lock

run() {
  "$cli" --store fixture.store --passphrase-fd 3 "$@" 3<<<"$passphrase"
}

value() { # of a key of a JSON object on one line
  sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"
}

recovery=$(run create --kdf interactive --json | value recovery)
printf 'passphrase: %s\nrecovery: %s\n' "$passphrase" "$recovery" >keys.txt

add() { # WEEK WORK CUSTOMER GROUND OUTCOME...
  run refusal add --week "$1" --work "$2" --customer "$3" --ground "$4" --outcome "$5" "${@:6}"
}

run pledge take --tier 1 --role support --week 2023-W10
run pledge change --tier 2
first=$(add 2023-W11 ticket military law waiting --code-named yes)
run refusal outcome "$first" questioned --week 2023-W20
add 2024-W03 escalation government policy reassigned --code-named no --ground conscience
add 2024-W05 cri prison-service conscience accepted
run pledge take --tier 2 --week 2024-W04 --new-person
run pledge import - <<<'week,tier,role
2024-W04,1,engineering
2024-W04,1,engineering
2024-W20,2,other'
{
  echo week,work,customer,grounds,outcome,code_named,person
  for number in {1..40}; do
    echo "2024-W$((10 + number % 12)),icm,weapons,law policy,waiting,unknown,p$((number % 25))"
    echo "2024-W$((14 + number % 12)),collaboration,economy,conscience,pressured,no,p$number"
  done
} | run refusal import -
third=$(add 2024-W31 other enablers law disciplined --new-person)
run refusal outcome "$third" disciplined --week 2024-W33
run release close --period 2023 >/dev/null
run release close --period 2024-Q1 >/dev/null
run release close --period 2024-Q2 >/dev/null

# What each of these prints is kept, word for word.
{
  printf '{\n'
  while IFS= read -r command; do
    [ "$command" = info ] || printf ',\n'
    # shellcheck disable=SC2086 # words of a command
    printf '"%s": %s' "$command" "$(run $command --json)"
  done <<'END'
info
campaign show
refusal list
pledge list
pledge show
tally
release list
release save 2023 --format json -o -
release save 2024-Q1 --format json -o -
release save 2024-Q2 --format json -o -
END
  printf '\n}\n'
} >expected.json
rm -f fixture.store.lock

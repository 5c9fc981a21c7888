#!/usr/bin/env bash
# Checks the documents: annotations, job summary and files. Never fails by itself: gate.sh decides, when everything is shown.
set -euo pipefail

folder="$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/tillsyn-results.XXXXXX")"
cd -- "${TILLSYN_DIRECTORY:-.}"

# The base of the change. The merge commit that a pull request is checked out as names it exactly; the event may be older.
base() {
  case "${TILLSYN_BASE:-auto}" in
    none | "") ;;
    auto)
      if [[ -n "${TILLSYN_PULL_REQUEST_BASE:-}" ]]; then
        if git rev-parse --quiet --verify 'HEAD^2' >/dev/null 2>&1; then echo 'HEAD^1'; else echo "$TILLSYN_PULL_REQUEST_BASE"; fi
      else
        echo "${TILLSYN_MERGE_GROUP_BASE:-}"
      fi
      ;;
    *) echo "$TILLSYN_BASE" ;;
  esac
}

arguments=(check "--output-format=concise" "--fail-on=${TILLSYN_FAIL_ON:-error}" --color=never)
base="$(base)"
if [[ -n "$base" ]]; then arguments+=("--base=$base"); fi
if [[ -n "${TILLSYN_BASELINE:-}" ]]; then arguments+=("--baseline=$TILLSYN_BASELINE"); fi
if [[ -n "${TILLSYN_PROFILE:-}" ]]; then arguments+=("--profile=$TILLSYN_PROFILE"); fi
if [[ -n "${TILLSYN_LANGUAGE:-}" ]]; then arguments+=("--lang=$TILLSYN_LANGUAGE"); fi
for format in json sarif markdown github; do
  arguments+=("--output-file=$format=$folder/tillsyn.$format")
done
paths=()
while IFS= read -r path; do
  if [[ -n "$path" ]]; then paths+=("$path"); fi
done <<<"${TILLSYN_PATHS:-.}"
if [[ ${#paths[@]} -eq 0 ]]; then paths=(.); fi

# What is printed comes from documents of anybody: no line of it is a command to the runner.
token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
echo "::stop-commands::$token"
code=0
"${TILLSYN:-tillsyn}" "${arguments[@]}" -- "${paths[@]}" || code=$?
printf '\n::%s::\n' "$token"

if [[ "${TILLSYN_ANNOTATIONS:-true}" == true && -f "$folder/tillsyn.github" ]]; then cat "$folder/tillsyn.github"; fi
if [[ "${TILLSYN_SUMMARY:-true}" == true && -n "${GITHUB_STEP_SUMMARY:-}" && -f "$folder/tillsyn.markdown" ]]; then
  cat "$folder/tillsyn.markdown" >>"$GITHUB_STEP_SUMMARY"
fi
{
  printf 'exit-code=%s\n' "$code"
  if [[ -f "$folder/tillsyn.json" ]]; then printf 'json-file=%s\n' "$folder/tillsyn.json"; fi
  if [[ -f "$folder/tillsyn.sarif" ]]; then printf 'sarif-file=%s\n' "$folder/tillsyn.sarif"; fi
} >>"$GITHUB_OUTPUT"

#!/usr/bin/env bash
# Fails the job by the exit code of the check, after everything has been shown.
set -euo pipefail

case "${TILLSYN_EXIT_CODE:-}" in
  0)
    if [[ "${TILLSYN_FAIL_ON:-error}" == never ]]; then
      echo "tillsyn: nothing fails, since fail-on is never"
    else
      echo "tillsyn: nothing at level ${TILLSYN_FAIL_ON:-error} or above"
    fi
    ;;
  1)
    echo "tillsyn: something must be put right before this can be merged: see the annotations and the summary of the job"
    exit 1
    ;;
  *)
    echo "::error title=tillsyn::The documents could not be checked: see the step before this one"
    exit 2
    ;;
esac

#!/usr/bin/env bash
# Puts the program of this action's own version on the runner, and says where: `program` in GITHUB_OUTPUT.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
folder="$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/tillsyn.XXXXXX")"
version="$(sed -n 's/^version = "\([0-9A-Za-z.+-]*\)"$/\1/p' "$here/Cargo.toml" | head -n 1)"

found() {
  printf 'program=%s\n' "$1" >>"$GITHUB_OUTPUT"
  "$1" --version
  exit 0
}

# The name of the build for this machine; nothing where there is none.
target() {
  case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
    Linux-X64) echo x86_64-unknown-linux-musl ;;
    Linux-ARM64) echo aarch64-unknown-linux-musl ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
    Windows-X64) echo x86_64-pc-windows-msvc ;;
  esac
}

sums() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# Fetches the release; fails softly when there is none, and hard when what came is not what was released.
release() {
  local name="$1" from="${TILLSYN_RELEASES:-https://github.com/${TILLSYN_REPOSITORY}/releases/download}/v${version}"
  local get=(curl --fail --silent --show-error --location --retry 3 --proto '=https,file')
  "${get[@]}" --output "$folder/SHA256SUMS" "$from/SHA256SUMS" || return 1
  "${get[@]}" --output "$folder/$name" "$from/$name" || return 1
  local wanted
  wanted="$(awk -v name="$name" '$2 == name || $2 == "*" name { print $1 }' "$folder/SHA256SUMS")"
  if [[ -z "$wanted" || "$wanted" != "$(sums "$folder/$name")" ]]; then
    echo "::error title=tillsyn::The release $name is not the one that SHA256SUMS names"
    exit 2
  fi
  if [[ -z "${TILLSYN_RELEASES:-}" ]]; then
    if ! command -v gh >/dev/null; then
      echo "gh is not here: the origin of the release is not verified, only its checksum"
    elif ! gh attestation verify "$folder/$name" --repo "$TILLSYN_REPOSITORY"; then
      echo "::error title=tillsyn::The release $name does not come from the workflow of $TILLSYN_REPOSITORY"
      exit 2
    fi
  fi
  case "$name" in
    *.zip) unzip -q "$folder/$name" -d "$folder" ;;
    *) tar -xzf "$folder/$name" -C "$folder" ;;
  esac
}

source_build() {
  if ! command -v cargo >/dev/null; then
    echo "::error title=tillsyn::There is no release of version $version for this machine, and no cargo to build it with"
    exit 2
  fi
  cargo install --locked --quiet --path "$here" --root "$folder"
  found "$folder/bin/tillsyn"
}

case "${TILLSYN_INSTALL:-auto}" in
  path)
    program="$(command -v tillsyn || true)"
    if [[ -z "$program" ]]; then
      echo "::error title=tillsyn::install is path, but there is no tillsyn on the PATH"
      exit 2
    fi
    found "$program"
    ;;
  source) source_build ;;
  auto)
    target="$(target)"
    name="tillsyn-$version-$target.tar.gz" program="$folder/tillsyn-$version-$target/tillsyn"
    if [[ "$target" == *windows* ]]; then name="tillsyn-$version-$target.zip" program="$program.exe"; fi
    if [[ -n "$target" && -n "${TILLSYN_REPOSITORY:-}${TILLSYN_RELEASES:-}" ]] && release "$name"; then found "$program"; fi
    echo "No release of version $version for this machine: building it from source"
    source_build
    ;;
  *)
    echo "::error title=tillsyn::install must be auto, source or path"
    exit 2
    ;;
esac

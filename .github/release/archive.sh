#!/usr/bin/env bash
# One archive of a build: `archive.sh TARGET`. The program, its licences, its manual page and its completions, in a folder of one name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target="$1"
version="$(sed -n 's/^version = "\([0-9A-Za-z.+-]*\)"$/\1/p' Cargo.toml | head -n 1)"
name="tillsyn-$version-$target"
program="target/$target/dist/tillsyn"
if [[ "$target" == *windows* ]]; then program="$program.exe"; fi
folder="target/release-archives"
rm -rf "${folder:?}/$name"
mkdir -p "$folder/$name/completions"

cp "$program" LICENSE-APACHE LICENSE-MIT README.md CHANGELOG.md "$folder/$name/"
# A build that cannot run here is packed with what one that can has written.
runs="${TILLSYN_RUNS:-$program}"
"$runs" man >"$folder/$name/tillsyn.1"
for shell in bash zsh fish powershell elvish; do
  "$runs" completions "$shell" >"$folder/$name/completions/tillsyn.$shell"
done
# Every artefact carries the requirements: a program without them finds nothing wrong anywhere.
packs="$("$runs" packs --output-format concise | wc -l)"
if [[ "$packs" -lt 10 ]]; then
  echo "only $packs packs are in $program" >&2
  exit 1
fi

cd "$folder"
if [[ "$target" == *windows* ]]; then
  if command -v zip >/dev/null; then zip -qr "$name.zip" "$name"; else 7z a -bso0 "$name.zip" "$name"; fi
  echo "$folder/$name.zip"
else
  tar -czf "$name.tar.gz" "$name"
  echo "$folder/$name.tar.gz"
fi

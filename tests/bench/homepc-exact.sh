#!/bin/bash
# Measures how exact the agent is in a home PC: from the limit to the lock, counting over lock cycles, the life of a program that
# may not run, and the time without an agent after kill -9. Builds it for release. Needs root.
# usage: homepc-exact.sh [--locks N] [--cycles N] [--games N] [--kills N]
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --quiet --release --package luytre-daemon --package luytre-cli --package luytre-installer \
  --package luytre-tests --bins
programs=$(cargo metadata --format-version 1 --no-deps | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')/release
"$programs/homepc_exact" "$@"

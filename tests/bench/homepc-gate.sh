#!/bin/bash
# Measures what the gate before programs costs in a home PC: how long a refusal takes, and 2,000 starts of an allowed program with
# the agent and without it, in turns. Builds the agent for release. Needs root.
# usage: homepc-gate.sh [--refusals N] [--starts N] [--rounds N]
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --quiet --release --package luytre-daemon --package luytre-cli --package luytre-installer \
  --package luytre-tests --bins
programs=$(cargo metadata --format-version 1 --no-deps | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')/release
"$programs/homepc_gate" "$@"

#!/bin/bash
# Measures what the agent costs in a home PC with two children, two games and 150 processes: builds it for release, boots one
# PC without and one with it, and prints both tables, so that what it makes bus and logind do shows as well. Needs root.
# usage: homepc-cost.sh [--seconds N] [--processes N] [--still] [--json]
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --quiet --release --package luytre-daemon --package luytre-cli --package luytre-installer \
  --package luytre-tests --bins
programs=$(cargo metadata --format-version 1 --no-deps | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')/release
case " $* " in *' --json '*) ;; *) echo "without the agent:" ;; esac
"$programs/homepc_cost" --without-agent "$@"
case " $* " in *' --json '*) ;; *) echo && echo "with the agent:" ;; esac
"$programs/homepc_cost" "$@"

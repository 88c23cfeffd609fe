#!/usr/bin/env bash
# Runs every fuzz target for so many seconds, from the seeds in seeds/NAME and what earlier runs on this machine found (corpus/NAME).
#
#   tests/fuzz/run.sh SECONDS [TARGET...]
#
# Prints the number of executions of each target; fails if one crashed, and says which input did it.
#
# A stable toolchain is enough: RUSTC_BOOTSTRAP lets it insert the coverage counters that libFuzzer steers by. Only the fuzz build
# is made this way.
set -euo pipefail

seconds=${1:?"usage: tests/fuzz/run.sh SECONDS [TARGET...]"}
shift
if ! [[ $seconds =~ ^[1-9][0-9]*$ ]]; then
    echo "fuzz: SECONDS is a whole number above 0, not '$seconds'" >&2
    exit 2
fi

cd "$(dirname "$0")"

targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    for source in targets/*.rs; do
        targets+=("$(basename "$source" .rs)")
    done
fi

host=$(rustc -vV | sed -n 's/^host: //p')
counters="-Cpasses=sancov-module"
counters+=" -Cllvm-args=-sanitizer-coverage-level=4"
counters+=" -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
counters+=" -Cllvm-args=-sanitizer-coverage-pc-table"
counters+=" -Cllvm-args=-sanitizer-coverage-trace-compares"
# One unit of code generation keeps the tables of counters in one piece.
counters+=" -Ccodegen-units=1 --cfg fuzzing"

# An explicit target keeps the counters out of build scripts and procedural macros, which run without libFuzzer.
echo "fuzz: building ${targets[*]}"
env RUSTC_BOOTSTRAP=1 RUSTFLAGS="$counters" \
    cargo build --quiet --release --target "$host" --target-dir target "${targets[@]/#/--bin=}"

failed=0
for target in "${targets[@]}"; do
    mkdir -p "corpus/$target" "seeds/$target" target/crashes
    log="target/$target.log"
    dictionary=()
    if [ -f "seeds/$target.dict" ]; then
        dictionary=("-dict=seeds/$target.dict")
    fi
    # Written files go to the first folder; -rss_limit_mb ends a target whose memory grows without bound.
    status=0
    "target/$host/release/$target" "corpus/$target" "seeds/$target" "${dictionary[@]}" \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="target/crashes/$target-" >"$log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
    if [ "$status" -eq 0 ] && [ "${executions:-0}" -gt 0 ]; then
        echo "fuzz: $target: $executions executions in ${seconds} s, no crash"
    else
        failed=1
        echo "fuzz: $target: FAILED (exit $status) after ${executions:-an unknown number of} executions; the end of its log:" >&2
        tail -n 40 "$log" >&2
    fi
done
exit "$failed"

#!/bin/bash
# How well the catalogue tells games from other programs: downloads some hundred Debian packages of the section `games` and as
# many others with desktop entries (nothing is installed), unpacks them into one folder as if that were a computer, and asks of
# every program that a person could start there what it is. Prints precision and recall of "is a game", and the time of one
# answer. The truth is Debian's section, apart from the programs in catalog-accuracy.exceptions, each with its reason.
# usage: catalog-accuracy.sh [--wrong] [--bars]   --wrong lists every mistake; --bars fails below P 0.98, R 0.97 or above 20 µs
#
#   LUYTRE_SAMPLE    where packages are kept between runs (default ~/.cache/luytre/catalog-sample)
set -euo pipefail
cd "$(dirname "$0")/../.."
repository=$PWD
sample=${LUYTRE_SAMPLE:-$HOME/.cache/luytre/catalog-sample}
games=430      # packages of the section
others=370     # packages of other sections
largest=1500000 # bytes of a package: keeps the download below 300 MB; what is large in a game are its pictures
mkdir -p "$sample/deb" "$sample/root"

# The choice: by the hash of the name, so that it is the same everywhere, and says nothing of what a program is.
# Others are packages with a desktop entry, which the distribution's own metadata (DEP-11) knows.
if [ ! -s "$sample/chosen" ]; then
    apt-get update -q >/dev/null
    apt-get indextargets --format '$(FILENAME)' 'Created-By: Components' 'Identifier: Components' >/dev/null 2>&1 || true
    for file in /var/lib/apt/lists/*Components-*.yml*; do
        case $file in *.gz) zcat "$file" ;; *.lz4) /usr/lib/apt/apt-helper cat-file "$file" ;; *.yml) cat "$file" ;; esac
    done | awk '/^Type: /{ app = $2 == "desktop-application" } app && /^Package: /{ print $2 }' | sort -u >"$sample/desktop"
    [ -s "$sample/desktop" ] || { echo "apt has no DEP-11 data (apt-get update with appstream or apt-config-icons)" >&2; exit 1; }
    apt-cache dumpavail | awk -v RS= -F'\n' '{
        name = ""; section = ""; size = 0
        for (i = 1; i <= NF; i++) {
            if ($i ~ /^Package: /) name = substr($i, 10)
            if ($i ~ /^Section: /) section = substr($i, 10)
            if ($i ~ /^Size: /) size = substr($i, 7)
        }
        print name, section, size
    }' | sort -u -k1,1 >"$sample/available"
    choose() { # choose LIMIT: of `name section` lines so many, by hash
        while read -r name section; do echo "$(printf '%s' "$name" | md5sum | cut -c1-16) $name $section"; done |
            sort | head -n "$1" | cut -d' ' -f2-
    }
    {
        # Data, libraries, documents and metapackages have no programs.
        awk -v largest=$largest '$2 == "games" && $3 > 6000 && $3 <= largest' "$sample/available" |
            grep -Ev -- '^lib|-data |-common |-doc |-dbg |-music |-sounds? |-levels? |-maps? |-l10n|-i18n|-dev ' | cut -d' ' -f1,2 | choose $games
        awk -v largest=$largest 'NR == FNR { desktop[$1] = 1; next } $2 != "games" && $3 <= largest && $1 in desktop { print $1, $2 }' \
            "$sample/desktop" "$sample/available" | choose $others
    } >"$sample/chosen.new"
    mv "$sample/chosen.new" "$sample/chosen"
fi

# Download and unpack what is missing, one package at a time: a package that vanished from the mirror is told and left out.
missing=0
while read -r name section; do
    list="$sample/deb/$name.list"
    [ -e "$list" ] && continue
    if ! (cd "$sample/deb" && apt-get download -q -o APT::Sandbox::User=root "$name" >/dev/null 2>&1); then
        echo "not downloaded: $name" >&2
        missing=$((missing + 1))
        continue
    fi
    package=$(find "$sample/deb" -name "${name}_*.deb" | head -n 1)
    dpkg-deb --fsys-tarfile "$package" | tar -C "$sample/root" -x --no-same-owner --skip-old-files --warning=no-timestamp \
        --exclude='./usr/share/doc' --exclude='./usr/share/locale' --exclude='./usr/share/icons' --exclude='./usr/share/man' \
        --exclude='./usr/share/help' --exclude='./usr/include' --exclude='./usr/lib/debug'
    dpkg-deb --fsys-tarfile "$package" | tar -t | sed -n 's|^\./||p' | grep -v '/$' >"$list.new"
    # The package itself is not needed any more.
    rm -f "$package"
    mv "$list.new" "$list"
done <"$sample/chosen"
[ "$missing" = 0 ] || echo "$missing packages of the choice are not there any more" >&2

cargo run --quiet --release --manifest-path "$repository/Cargo.toml" --package luytre-platform --example catalog_accuracy -- \
    "$sample" "$repository/tests/bench/catalog-accuracy.exceptions" "$@"

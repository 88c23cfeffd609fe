#!/usr/bin/env python3
"""Turns what a program writes to a terminal into an SVG picture, for the README and for looking at it.

    luytre --color always status | tests/tools/terminal-picture.py --title "luytre status" > picture.svg

Colours (SGR 1, 2x, 3x, 9x, 38;5 and 38;2) are understood; cursor movements are not: give it one frame. Stalks, strips and
dots are drawn as shapes, so that the picture looks the same whatever fonts the reader has.
"""

import argparse
import re
import sys
import unicodedata
from xml.sax.saxutils import escape

CELL, ROW, SIZE, PAD, BAR = 8.6, 21, 14.2, 22, 34
DARK = {"paper": "#141C19", "ink": "#E4EBE6", "bar": "#1B2622", "faint": "#8FA098", "edge": "#26332E"}
LIGHT = {"paper": "#FBF8F1", "ink": "#1E2A26", "bar": "#F0EBDD", "faint": "#5A6A63", "edge": "#E2DBC8"}
SIXTEEN = {30: "#1E2A26", 31: "#E07B62", 32: "#3FAE7A", 33: "#D9A03C", 34: "#6FA8DC", 35: "#B48EAD", 36: "#5FB3B3",
           37: "#E4EBE6", 90: "#8FA098"}
SGR = re.compile(r"\x1b\[([0-9;]*)m")
OTHER = re.compile(r"\x1b(\[[0-9;?]*[A-Za-ln-z]|[()].)")


def palette(number):
    """One of the 256 colours."""
    if number < 16:
        return SIXTEEN.get(30 + number % 8, "#E4EBE6")
    if number < 232:
        number -= 16
        parts = [number // 36, number // 6 % 6, number % 6]
        return "#%02X%02X%02X" % tuple(0 if part == 0 else 55 + 40 * part for part in parts)
    return "#%02X%02X%02X" % ((8 + 10 * (number - 232),) * 3)


def columns(character):
    """Cells that a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pieces(line, state):
    """Splits a line into (text, colour or None, bold); colours go on from line to line until they are taken back."""
    (colour, bold), at = state, 0
    for match in SGR.finditer(line):
        if match.start() > at:
            yield line[at:match.start()], colour, bold
        at = match.end()
        codes = [int(code or 0) for code in match.group(1).split(";")]
        while codes:
            code = codes.pop(0)
            if code == 0:
                colour, bold = None, False
            elif code == 1:
                bold = True
            elif code == 38 and codes and codes[0] == 5 and len(codes) >= 2:
                colour, codes = palette(codes[1]), codes[2:]
            elif code == 38 and codes and codes[0] == 2 and len(codes) >= 4:
                colour, codes = "#%02X%02X%02X" % tuple(codes[1:4]), codes[4:]
            elif code == 39:
                colour = None
            elif code in SIXTEEN:
                colour = SIXTEEN[code]
    if at < len(line):
        yield line[at:], colour, bold
    state[:] = [colour, bold]


def shape(character, x, y, colour):
    """A figure as a drawing; None for what is a letter."""
    top, bottom = y - 11.5, y + 1.5
    if character in "▰▱":
        slant, left, right = 2.4, x + 0.6, x + CELL - 0.9
        points = f"{left + slant},{top} {right + slant - 1.6},{top} {right - 1.6},{bottom} {left},{bottom}"
        fill = colour if character == "▰" else "none"
        return f'<polygon points="{points}" fill="{fill}" stroke="{colour}" stroke-width="1"/>'
    if character in "●○◐":
        middle, radius = f'cx="{x + CELL / 2:.2f}" cy="{y - 5}"', 4
        ring = f'<circle {middle} r="{radius}" fill="{colour if character == "●" else "none"}" stroke="{colour}" stroke-width="1.3"/>'
        half = f'<path d="M{x + CELL / 2:.2f} {y - 5 - radius}a{radius} {radius} 0 0 0 0 {2 * radius}z" fill="{colour}"/>'
        return ring + (half if character == "◐" else "")
    if character == "▸":
        return f'<polygon points="{x + 2},{y - 9} {x + 7},{y - 5} {x + 2},{y - 1}" fill="{colour}"/>'
    if character == "│":
        return f'<rect x="{x + CELL / 2 - 0.6:.2f}" y="{top - 1.5}" width="1.2" height="{bottom - top + 3}" fill="{colour}"/>'
    if character == "┄":
        return f'<circle cx="{x + CELL / 2}" cy="{y - 5}" r="1.5" fill="{colour}"/>'
    if "▁" <= character <= "█":
        height = (ord(character) - ord("▁") + 1) / 8 * 15
        return f'<rect x="{x}" y="{y + 3 - height:.2f}" width="{CELL + 0.15:.2f}" height="{height:.2f}" fill="{colour}"/>'
    return None


def picture(text, title, theme):
    lines = [OTHER.sub("", line) for line in text.rstrip("\n").split("\n")]
    wide = max([sum(columns(c) for c in SGR.sub("", line)) for line in lines] + [40])
    width, height = wide * CELL + 2 * PAD, len(lines) * ROW + 2 * PAD + BAR - 8
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{escape(title)}">',
        f'<rect x="0.5" y="0.5" width="{width - 1:.0f}" height="{height - 1:.0f}" rx="10" fill="{theme["paper"]}" stroke="{theme["edge"]}"/>',
        f'<path d="M0.5 {BAR}V10.5a10 10 0 0 1 10-10H{width - 10.5:.1f}a10 10 0 0 1 10 10V{BAR}z" fill="{theme["bar"]}"/>',
    ]
    out += [f'<circle cx="{22 + 18 * dot}" cy="{BAR / 2}" r="5" fill="none" stroke="{theme["faint"]}"/>' for dot in range(3)]
    out.append(
        f'<text x="{width / 2:.0f}" y="{BAR / 2 + 4.5}" text-anchor="middle" fill="{theme["faint"]}" '
        f'font-family="system-ui, sans-serif" font-size="13">{escape(title)}</text>'
    )
    out.append("<g font-family=\"'JetBrains Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace\" "
               f'font-size="{SIZE}" xml:space="preserve">')
    state = [None, False]
    for row, line in enumerate(lines):
        y, column = BAR + PAD + row * ROW + 6, 0
        for piece, colour, bold in pieces(line, state):
            colour = colour or theme["ink"]
            run, start = "", column

            def flush(run, start, end):
                if run.strip():
                    weight = ' font-weight="700"' if bold else ""
                    out.append(
                        f'<text x="{PAD + start * CELL:.1f}" y="{y}" fill="{colour}"{weight} '
                        f'textLength="{(end - start) * CELL:.1f}" lengthAdjust="spacingAndGlyphs">{escape(run)}</text>'
                    )

            for character in piece:
                drawing = shape(character, PAD + column * CELL, y, colour)
                if drawing:
                    lead = len(run) - len(run.lstrip())
                    flush(run.strip(), start + lead, column - (len(run) - len(run.rstrip())))
                    out.append(drawing)
                    run, start = "", column + 1
                elif character == " " and run.endswith(" "):
                    # Readers fold several blanks into one, and would stretch the text over the rest.
                    flush(run.strip(), start + len(run) - len(run.lstrip()), column - 1)
                    run, start = "", column + 1
                else:
                    run += character
                column += columns(character)
            # Blanks at both ends would be stretched with the text.
            end = column - (len(run) - len(run.rstrip()))
            lead = len(run) - len(run.lstrip())
            flush(run.strip(), start + lead, end)
    out.append("</g></svg>")
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--title", default="luytre", help="what stands in the title bar")
    parser.add_argument("--light", action="store_true", help="on light paper")
    arguments = parser.parse_args()
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    sys.stdout.write(picture(text, arguments.title, LIGHT if arguments.light else DARK))


if __name__ == "__main__":
    main()

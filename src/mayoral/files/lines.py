"""Where a table or a key stands in the text of a TOML file, for telling a mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence


def line_of(text: str, name: str, index: int, key: str) -> int:
    """The line, counted from 1, of a key (or heading) in the `index`-th table of a name, else of that table.

    Tables written under a heading and tables written inline in a list are both found; the top table has no name.
    """
    lines = text.splitlines()
    block = _block(lines, name, index)
    for number in block:
        if key and re.search(rf"""(?:^|[{{,])\s*["']?{re.escape(key)}["']?\s*=""", lines[number]):
            return number + 1
    if key and not name:
        heads = (number for number, line in enumerate(lines) if re.match(rf"\s*\[+\s*{re.escape(key)}\s*\]", line))
        return next(heads, 0) + 1
    return block.start + 1


def _block(lines: Sequence[str], name: str, index: int) -> range:
    """The lines of a table, its first line included."""
    heads = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
    if not name:
        return range(heads[0] if heads else len(lines))
    named = [number for number in heads if re.match(rf"\s*\[+\s*{re.escape(name)}\s*\]", lines[number])]
    if index < len(named):
        return range(named[index], next((head for head in heads if head > named[index]), len(lines)))
    last = re.escape(name.rpartition(".")[2])
    opened = next((number for number, line in enumerate(lines) if re.match(rf"\s*{last}\s*=\s*\[", line)), None)
    if opened is None:
        return range(len(lines))
    inline = [number for number, line in enumerate(lines) if number >= opened and "{" in line]
    return range(inline[index], inline[index] + 1) if index < len(inline) else range(opened, opened + 1)

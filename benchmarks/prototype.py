"""The least a program can do: equal lines counted, hashed alongside, and rounds by area. It checks nothing.

python benchmarks/prototype.py av papers.csv
"""

from __future__ import annotations

import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path


def bundles(path: str) -> tuple[list[tuple[str, list[str], int]], str]:
    """Area, candidates in order and number of every different line; and the digest of the file."""
    digest, lines, left = sha256(), Counter[bytes](), b""
    with Path(path).open("rb", buffering=0) as file:
        digest.update(file.readline())
        while block := file.read(1 << 18):
            digest.update(block)
            whole = (left + block).split(b"\n")
            left = whole.pop()
            lines.update(whole)
    rows = ((line.decode().split(","), number) for line, number in lines.items())
    return [(cells[0], cells[1:], number) for cells, number in rows], digest.hexdigest()


def added_up(groups: list[tuple[str, list[str], int]], remaining: set[str]) -> dict[str, dict[str, int]]:
    """Votes by area, each paper with its first candidate who remains."""
    votes = {area: dict.fromkeys(remaining, 0) for area in {area for area, _, _ in groups}}
    for area, ranks, number in groups:
        for who in ranks:
            if who in remaining:
                votes[area][who] += number
                break
    return votes


def main(kind: str, path: str) -> None:
    """Count and print every round."""
    groups, digest = bundles(path)
    remaining = {who for _, ranks, _ in groups for who in ranks if who}
    while True:
        votes = added_up(groups, remaining)
        total = {who: sum(local[who] for local in votes.values()) for who in remaining}
        print(total, votes)
        highest = sorted(total, key=lambda who: -total[who])
        if 2 * total[highest[0]] > sum(total.values()) or len(total) == 2:
            break
        remaining = set(highest[:2]) if kind == "sv" else set(highest[:-1])
    print(highest[0], digest)


if __name__ == "__main__":
    main(*sys.argv[1:])

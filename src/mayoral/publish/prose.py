"""Longer texts: what the law means, what the record holds, how to report an error, accessibility."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from mayoral.contest.record import Kind

Parts: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Headings, each with its paragraphs."""

LAW: Parts = (
    (
        "What a vote does",
        (
            (
                "Under the supplementary vote each voter marks a first and, if they wish, a second "
                "preference. Whoever has more than half of the first preferences is elected at once."
            ),
            (
                "Otherwise the two with the most first preferences remain, or more where there is a tie"
                " for a place. Papers whose first preference was for somebody else are looked at again:"
                " a second preference for one of those who remain is added to their first preferences. "
                "A second preference for a candidate who is eliminated is not counted, and the second "
                "preferences of those whose first choice remains are never looked at. Then the most "
                "votes win."
            ),
            "Under first past the post each voter has one vote and the most votes win, however few.",
        ),
    ),
    (
        "Why it changed, twice",
        (
            (
                "The system hangs on the date of the poll in the notice of election, never on the "
                "office. From the first polls in May 2017 it was the supplementary vote. The Elections "
                "Act 2022 put first past the post in its place for polls from 4 May 2023. The English "
                "Devolution and Community Empowerment Act 2026 brought the supplementary vote back for "
                "polls from 18 June 2026."
            ),
            (
                "So shares of 2021 and of 2024 are shares of different things: first preferences then, "
                "only votes now. Wherever this record sets them side by side, it marks the break."
            ),
        ),
    ),
)

ABOUT: Parts = (
    (
        "What the record holds",
        (
            (
                "Every election of a combined-authority mayor in England of which figures were found, "
                "with some party selections for the same offices. No public body puts these results "
                "together: each returning officer publishes their own, in their own form, some never."
            ),
            (
                "Figures are kept as their source states them, area by area and count by count, each "
                "with its source. Totals are added up here; nothing is filled in."
            ),
        ),
    ),
    (
        "What is worked out here",
        (
            (
                "Totals of areas, shares, turnout, majorities, and what is left by subtraction are "
                "worked out by a program from the figures kept. They are called derived and are never "
                "shown as official."
            ),
            (
                "Every election is counted again by the rules that applied on its poll date, and the "
                "result is compared with what was declared. Where too little is known to count again, "
                "the page says so."
            ),
            "A total with one unknown part is unknown. Shares always name what they are shares of.",
        ),
    ),
    (
        "Using it",
        (
            (
                "The compiled data may be used by anyone for anything, with the source named; facts as "
                "such are free. Addresses are stable: a page that has been published is not moved, and "
                "one that is withdrawn says so."
            ),
        ),
    ),
)

KINDS: Mapping[Kind, str] = {
    Kind.OFFICIAL: "a returning officer, a council, the Electoral Commission or an Act of Parliament said so",
    Kind.PRESS: "a newspaper or a broadcaster reported it",
    Kind.SECONDARY: "somebody put it together from other sources",
    Kind.DERIVED: "worked out here from other figures; how is said beside it",
}

REPORT: Parts = (
    (
        "What to send",
        (
            (
                "Say which page, which figure, what it should be, and where that is published: a link, "
                "a photograph of the notice, or the document itself. A figure is changed only on the "
                "ground of a source that others can look at."
            ),
            (
                "Where two sources disagree, both stay in the record: the one preferred is used, the "
                "other is listed with the reason why it is not."
            ),
        ),
    ),
    (
        "Where to send it",
        (
            (
                "Open a report at the place where this record is kept, in its public list of issues, so"
                " that the answer is public as well. Every correction is an entry of its own, with its "
                "reason; nothing is changed silently."
            ),
        ),
    ),
    (
        "What it is not",
        (
            (
                "This record has no part in any election. To question the result of one, speak to the "
                "returning officer; an election itself can be questioned only by an election petition."
            ),
        ),
    ),
)

ACCESSIBILITY: Parts = (
    (
        "What is aimed at",
        (
            (
                "These pages aim at the Web Content Accessibility Guidelines 2.2 at level AA. Every "
                "kind of page is tested in a real browser at the width of a phone, of a desk screen, "
                "and enlarged four times, with automated rules and with the keyboard alone."
            ),
        ),
    ),
    (
        "How the pages work",
        (
            (
                "Nothing needs a script. Every picture has a title, a description, and a table with the"
                " same figures. No meaning hangs on colour alone: areas of colour have patterns and "
                "labels as well. Tables that are wider than the screen scroll by themselves and can be "
                "reached with the keyboard. Dark screens, forced colours and paper have layouts of "
                "their own."
            ),
        ),
    ),
    (
        "What does not work yet",
        (
            (
                "Automated rules find only part of what can be wrong, and these pages have not been "
                "tested by people who use screen readers every day. Some tables have many columns: a "
                "screen reader reads them cell by cell. The search is an index from A to Z together "
                "with the browser’s own search."
            ),
        ),
    ),
    (
        "When something is in your way",
        ("Report it as you would report an error: say which page, what you used, and what stood in the way.",),
    ),
)

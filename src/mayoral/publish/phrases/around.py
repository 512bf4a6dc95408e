"""What stands around the counts of an election: candidates, sources, data, dates, what followed."""

from __future__ import annotations

from collections.abc import Mapping

# Candidates, selections, sources, checks
CANDIDATES_HEADING, CANDIDATES_CAPTION = "Candidates", "Candidates in the order of the ballot paper"
DESCRIPTION, RUNNING_MATE = "Description", "Running mate"
SELECTIONS_HEADING = "How parties chose"
SELECTED, SELECTED_BY, SHORTLIST, APPLICANTS = "Chosen", "How", "Shortlist", "Also applied"
NOTES, CONFLICTS, PRINTED = "Notes", "Figures not used", "As printed"
CONFLICTS_CAPTION = "What other sources say, and why it was not preferred"
FIGURE, MEASURE, WHY, VALUE, BASE = "Figure", "What", "Why not", "As printed", "Share of"
PRINTED_CAPTION = (
    "Percentages and statements exactly as sources print them, right or wrong; none is used in a count"
)
SOURCES, SOURCES_CAPTION = "Sources", "Sources by number, with their kind"
SOURCE_NUMBER, SOURCE_KIND, SOURCE_TITLE, SOURCE_PUBLISHER = "No.", "Kind", "Title", "Publisher"
DERIVED_FROM = "From {origin}. {how}"
SOURCES_LEAD = (
    "Small numbers beside figures refer to this list. A derived figure is worked out and never official."
)
FINDINGS, FINDINGS_LEAD = (
    "Findings",
    "{stops} would have stopped a live declaration (E), {warns} ask for a look (W).",
)
NO_FINDINGS = "No findings: every figure known agrees with every other."
ALL_CHECKS = "All checks of this election, with their sums"
DATA, DATA_LEAD = "Data", "The same figures in other formats, made from the same model."
DATA_FILES: Mapping[str, str] = {
    "data/election.json": "This page as JSON",
    "data/result.json": "The result as JSON",
    "data/checks.json": "The checks as JSON",
    "data/tables/datapackage.json": "Data Package of tidy tables",
    "data/tables/votes.csv": "Votes by area, count and candidate (CSV)",
    "data/tables/rejected.csv": "Rejected papers by head (CSV)",
    "data/tables/figures.csv": "Every figure with its source (CSV)",
    "data/folder/returns.csv": "The figures as kept (CSV)",
    "data/folder/election.toml": "The election as kept (TOML)",
    "data/wikitext.txt": "Wikitext",
    "data/quickstatements.txt": "QuickStatements for Wikidata",
    "data/election-results-report.json": "NIST election results report (JSON)",
    "data/democracy-club.csv": "Democracy Club’s columns (CSV)",
    "data/dataset.jsonld": "Description of the data (schema.org)",
    "data/calendar.ics": "Dates for your calendar (iCalendar)",
    "data/manifest.json": "All files, with size and hash",
}
PREVIOUS_AND_NEXT = "Before and after"

# After the count, and the dates
CLOSENESS, CHANGES, DATES = "How close it was", "Change since last time", "Dates and who may vote"
FEWEST = (
    "The lead at the count that decided was {lead}. {votes} votes cast otherwise would have changed the result."
)
FEWEST_BETWEEN = (
    "The lead at the count that decided was {lead}. Between {least} and {most} votes cast otherwise would have "
    "changed the result: the totals settle no more than that."
)
LEADER_LOST = "{name} led on first preferences and was not elected."
LEADER_WON = "{name} led on first preferences and was elected."
ONLY_ADDED = "A figure with + is what this count added, where the total is not known."
POOL, COUNTED_FOR, USED, LEFT = (
    "Papers of the eliminated",
    "Counted for those who remained",
    "Used",
    "Left on the table",
)
USED_CAPTION = "What became of the papers whose first preference was for an eliminated candidate"
USED_NOTE = (
    "Used: second preferences counted, of these papers. Left on the table: the rest, which had no part in "
    "choosing between those who remained. Worked out here (derived)."
)
BREAK, UP, DOWN = "†", "▲", "▼"
BROKEN = "The voting system changed in between: these shares are not like for like, and there is no swing."
CHANGES_CAPTION = "Shares of all votes of the first count, now and at the election before"
CHANGES_NOTE = (
    "Change in percentage points. Joint candidates count with the party named first; independents only in person. "
    "Worked out here (derived)."
)
CHANGE_POINTS, IN_PERSON = "Change", "{name}, in person"
NO_SWING, SWING = "No swing: {why}.", "Butler swing from {away} to {to}: {size} points, on {base}."
DATES_CAPTION, DATES_NOTE = (
    "Every statutory day",
    "Worked out from the day of the poll by the rules cited (derived).",
)
ALL_DATES, WHO_MAY_VOTE, HOURS, WHAT = "All statutory days", "Who may vote", "Hours", "What"

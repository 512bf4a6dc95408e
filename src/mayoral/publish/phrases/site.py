"""What stands on every page, on the first page and the indexes, and how missing figures are shown."""

from __future__ import annotations

SITE = "The mayoral record"
STRAP = "Elections of England’s combined-authority mayors, counted in the open"
SKIP = "Skip to the content"
HOME, ELECTIONS, OFFICES, NAMES, LAW, CHECKS, ABOUT = (
    "Home", "Elections", "Offices", "Names", "The law", "Checks", "About the data",
)  # fmt: skip
REPORT, ACCESSIBILITY = "Report an error", "Accessibility"
MAIN_MENU, TRAIL, ON_THIS_PAGE = ("Main", "You are here", "On this page")
FOOTER = (
    "An independent record, made from public sources. It is not a service of the government, of the"
    " Electoral Commission or of any council, and no notice here has legal force."
)
MADE_FROM = "Every page is made from plain files by the free program mayoral, and can be made again."

# What is not there
NOT_KNOWN = "not known"
NOT_PUBLISHED = "not published"
NOT_YET = "not yet declared"
OUT = "out"
KEY = (
    ("0", "counted, and none"),
    (NOT_KNOWN, "some figures were found, this one was not"),
    (NOT_PUBLISHED, "no source gives any figure of this area at this count"),
    (NOT_YET, "the count is not over: the figure is still to come"),
)
KEY_HEADING = "How missing figures are shown"

# The first page and indexes
LATEST, COMING, FIND = "Latest", "Coming", "Find by name"
HOME_LEAD = (
    "Who was elected, by what rule, with every vote that was published: area by area, count by "
    "count, and where each figure comes from."
)
NEXT_POLLS_ON = "Next ordinary poll on {day}, worked out from the orders (derived): "
FIRST_POLL_ON = "first poll planned for {day}"
NONE_COMING = "No election in this record is waiting for its result."
FIND_LEAD = (
    "Candidates, mayors, councils and offices from A to Z; your browser’s own search finds any part of a name."
)
NAMES_TITLE, NAMES_LEAD, MAYOR_OF_SHORT = (
    "Names from A to Z",
    "People stand under their last name. To search, use “find in page” of your browser (Ctrl and F, or ⌘ and F).",
    "mayor of",
)
RECORD_IN_FIGURES, RECORD_ZIP = (
    "The record",
    "Everything in one file: tables, JSON and every election folder (ZIP)",
)
ALL_ELECTIONS_COUNT = "{elections} elections, {selections} party selections, other public elections: {others}"
ALL_PEOPLE, ALL_TESTED = "{people} people", "{passed} identities passed, {failed} failed"
TURNOUT_SHORT = "turnout {share}"
ALL_ELECTIONS, ALL_CAPTION, SELECTIONS = "All elections", "Newest first", "Party selections"
OTHERS = "Other public elections, counted to try the rules on"

"""The catalogue of what pages say: headings, labels and sentences, in British English."""

from __future__ import annotations

from collections.abc import Mapping

from mayoral.contest.law import Method
from mayoral.contest.office import Post, Standing
from mayoral.contest.record import Kind

SITE = "The mayoral record"
STRAP = "Elections of England’s combined-authority mayors, counted in the open"
SKIP = "Skip to the content"
HOME, ELECTIONS, OFFICES, NAMES, LAW, CHECKS, ABOUT = (
    "Home", "Elections", "Offices", "Names", "The law", "Checks", "About the data",
)  # fmt: skip
REPORT, ACCESSIBILITY = "Report an error", "Accessibility"
MAIN_MENU, TRAIL, ON_THIS_PAGE, FOOT = "Main", "You are here", "On this page", "About this site"
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

# Elections
KINDS: Mapping[Kind, str] = {
    Kind.OFFICIAL: "official",
    Kind.PRESS: "press",
    Kind.SECONDARY: "secondary",
    Kind.DERIVED: "derived",
}
METHODS: Mapping[Method, str] = {
    Method.FIRST_PAST_THE_POST: "First past the post",
    Method.SUPPLEMENTARY_VOTE: "Supplementary vote",
    Method.ALTERNATIVE_VOTE: "Alternative vote",
}
SHORT_METHODS: Mapping[Method, str] = {
    Method.FIRST_PAST_THE_POST: "only votes",
    Method.SUPPLEMENTARY_VOTE: "first prefs.",
    Method.ALTERNATIVE_VOTE: "first prefs.",
}
ELECTION, SELECTION = "Election", "Party selection"
ELECTED, ELECTED_AT, DECLARED_ELECTED = (
    "elected",
    "{name} is elected at the {ordinal} count",
    "{name} was declared elected",
)
IS_ELECTED = "{name} is elected"
CHOSEN = "{name} is chosen"
CHOSEN_AT = "{name} is chosen at the {ordinal} count"
DECLARED_ONLY = "As declared. It cannot be counted again here: {why}"
POLL, METHOD, MAJORITY, TURNOUT_TERM, ELECTORATE, DECLARED_ON, RESULT, PUT_OFF, SAME_DAY, CLOSED, LEAD = (
    "Poll", "Voting system", "Majority", "Turnout", "Electorate", "Declared", "Change of party", "First fixed for",
    "Other polls that day", "Nominations closed", "Lead",
)  # fmt: skip
TURNOUT = "{part} {part_name} ÷ {whole_name} of {whole}"
MAJORITY_WORDS = "{votes} votes over {second} at the {ordinal} count"
PRINTED_ONLY = "not known; printed as {value} %"
HOLD, GAIN, FIRST_EVER = (
    "{party} hold",
    "{party} gain from {before}",
    "the first election of this office in the record",
)
NOT_COMPARED = "not known: the election before is not in the record"
PREVIOUS, NEXT = "Election before", "Election after"
WHY_METHOD: Mapping[Method, str] = {
    Method.FIRST_PAST_THE_POST: "Why first past the post?",
    Method.SUPPLEMENTARY_VOTE: "Why the supplementary vote?",
    Method.ALTERNATIVE_VOTE: "Why the alternative vote?",
}
LAW_FROM, LAW_DOUBT = "Law", "Not sure"
TWO_ONLY = (
    "Only two candidates stood, so each voter had one vote and most votes won, as under first past the post."
)
COUNTS, COUNT = "The counts", "{Ordinal} count"
COUNT_CAPTION = "{Ordinal} count: votes of each candidate"
BARS_TITLE = "{Ordinal} count, votes of each candidate"
BARS_CAPTION = "Shares are of the {valid} votes held at this count."
BARS_UNKNOWN = "Shares cannot be worked out: the figures of some candidates are not known."
ADDED_CAPTION = "Behind the upright stroke: what this count added."
HALF = "half of {valid}"
HALF_CAPTION = "The line marks half: it takes more to be elected here."
CANDIDATE, PARTY, VOTES, SHARE, ADDED, AFTER, CHANGE = (
    "Candidate", "Party", "Votes", "Share", "Added", "After this count", "Change",
)  # fmt: skip
FIRST_PREFERENCES, TOTAL, VALID, AREA, WHOLE = (
    "First preferences",
    "Total",
    "Valid votes",
    "Area",
    "Whole authority",
)
VALID_FIRST = "Valid first preferences"
REMAINS, ELIMINATED = "goes on", "eliminated"
THRESHOLD_OVER = "2 × {most} = {double} is more than {valid}."
THRESHOLD_UNDER = "2 × {most} = {double} is not more than {valid}: nobody has more than half."
GOES_ON = "{names} go on to the next count."
BASIS_AREAS = "Totals are the areas’ figures added up here (derived)."
BASIS_PUBLISHED = "Totals as published for the whole authority; not published by area: {areas}."
BASIS_ONE = "Counted as one."
BASIS_OWED = "No totals yet: owed by {areas}."
BASIS_INCOMPLETE = "No totals: {areas} not published in full."
FIGURES_FROM = "Figures from"
BY_AREA, BY_AREA_CAPTION = "By area", "{Ordinal} count by area"
BY_SUBTRACTION = "by subtraction (derived)"
MAP_TITLE = "Who led where, at the {ordinal} count"
MAP_CAPTION = (
    "Each tile is an area, placed about where it lies. The band is filled by the leader’s share of the "
    "valid votes."
)
MAP_REAL = "Numbers are those of the table. The higher the leader’s share, the fuller the colour."
MAP_KEY = "Leader by area, {ordinal} count"
NUMBER, LEADER = "No.", "Leader"
EQUAL = "equal votes"
AREA_OF, LEADS = "{area}: {leader}, {figure}", "{name} leads"

# Flows
FLOW_SV, FLOW_AV = "Where second preferences went", "Where the papers went"
FLOW_TITLE = "Papers passing on at the {ordinal} count"
FLOW_SOURCE, FLOW_MANY = "{papers} papers of {whose}", "the {number} candidates eliminated"
FLOW_TO, FLOW_NOBODY, FLOW_FOR_ELIMINATED, FLOW_REJECTED = (
    "to {name}",
    "to nobody: no further usable preference",
    "for an eliminated candidate",
    "rejected at this count",
)  # fmt: skip
FLOW_REST = "to nobody who remains (by subtraction, derived)"
FLOW_REST_NOTE = (
    "Those to nobody who remains had no second preference, one for an eliminated candidate, or one "
    "that was rejected; how many of each is not known."
)
FLOW_UNKNOWN = (
    "How many papers passed to each candidate is not known, and it cannot be worked out from what "
    "is published. No paper’s second choice is guessed from totals."
)
FLOW_NOTE = (
    "Eliminated: {names}. The figures are totals: whose voters chose whom is not published and is not guessed."
)
FLOW_DERIVED = "Worked out as the difference of two totals (derived)."
FLOW_CAPTION, FLOW_WHERE, FLOW_PAPERS = "Papers passing on at the {ordinal} count", "Where to", "Papers"
AS_TABLE = "The same figures as a table"
NO_VOTES = "no votes"
ELECTED_HERE = "{name} is elected."
TURNOUT_NOTE = (
    "Turnout is reckoned on the best figure known: papers in the count, else valid and rejected "
    "papers, else verified papers, else valid votes. It is worked out here (derived)."
)
NONE_ELIMINATED = "Nobody was eliminated."

# Rejected papers, turnout
REJECTED, REJECTED_CAPTION = "Rejected papers", "Papers rejected at each count, by head"
HEAD, REJECTED_TOTAL, REJECTED_SHARE = "Head", "All rejected", "Of all papers"
REJECTED_BY_AREA = "Papers rejected at the {ordinal} count, by area"
REJECTED_NONE = "How many papers were rejected is not known, neither in all nor under any head."
SPLIT_HEADS = {"unmarked": "unmarked (printed apart)", "uncertain": "void for uncertainty (printed apart)"}
TURNOUT_HEADING, TURNOUT_CAPTION = "Turnout", "Turnout by area"
PAPERS, VERIFIED, NUMERATOR = "Ballot papers", "Verified papers", "Reckoned on"

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

# Offices and people
POSTS: Mapping[Post, str] = {
    Post.MAYOR: "Mayor",
    Post.INTERIM_MAYOR: "Interim mayor",
    Post.CHAIR: "Chair",
    Post.DEPUTY_MAYOR: "Deputy mayor",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.HELD: "held",
    Standing.NOT_HELD: "not held",
    Standing.ASKED_FOR: "asked for",
    Standing.ANNOUNCED: "announced",
}
OFFICE, AUTHORITY, PERSON = "Office", "Authority", "Candidate"

AREA_IN, CODE, VERIFICATION, COUNT_NUMBER, COUNT_SHORT = (
    "Area in an election",
    "Code",
    "verification",
    "Count",
    "count {at}",
)
AREA_DESCRIPTION = "{area} in the election of the {election}, with the source of every figure."
AREA_AWAITED = "Not yet declared: this area still owes this count."
AREA_UNPUBLISHED = "Not published: no source gives figures of this area at this count."
RETURNED, RETURNED_CAPTION = "Every figure with its source", "What the area stated, as it stands"
AS_DECLARED, AS_DECLARED_CAPTION = "As declared", "Figures of the declaration, as far as they are known"
NO_DESCRIPTION = "no description"
LAW_MORE = "The whole table of the law"

# Checks
CHECKS_OF = "Checks: {election}"
CHECKS_LEAD = (
    "Every equation that the figures must satisfy, in the open. One that fails shows what is left "
    "over; one of which a part is not known is not tested and says so."
)
IDENTITIES, IDENTITIES_CAPTION = "Identities", "Each identity with its sum, what failed first"
WHERE, CHECK, SUM, RESULT_OF, RESIDUAL = "Where", "What is tested", "Sum", "Result", "Left over"
PASSED, FAILED, UNTESTED = "pass", "fail", "not to be tested"

# People and offices
HOLDER, PERSON_DESCRIPTION = "Office holder", "{name}: every election stood in, with figures and sources."
RECORD, RECORD_TITLE, RECORD_CAPTION = "Record", "First-count shares of {name}", "Every election in this record"
RECORD_NOTE = (
    "Shares of the valid votes of the first count; what could be voted for differed from election to election."
)
ELECTIONS_CAPTION = "Elections of this office, oldest first"
FIRST_COUNT, DEPOSIT, KEPT, LOST, NO_DEPOSIT = "First count", "Deposit", "kept", "lost", "none asked for"
DEPOSIT_RULE = (
    "A deposit of £5,000 is kept by more than a twentieth of the valid votes of the first count; a "
    "twentieth exactly loses it (SI 2017/67 Sch 1 rr 10, 60). Whether it is kept is worked out here"
    " (derived)."
)
CHOSEN_SHORT, NOT_ELECTED, OUT_AT = "chosen", "not elected", "not elected; {votes} at the {ordinal} count"
POSTS_HELD, POST, WHEN, HOW, NAME = "Posts held", "Post", "When", "How it began and ended", "Name"
BACKGROUND, PLEDGES, SAID, SEE_SOURCES, ACCORDING_TO = (
    "Background", "Pledges", "In the election of the {election}", "See its sources", "According to: {source}.",
)  # fmt: skip
DATES_NOT_KNOWN, SINCE, UNTIL, FROM_TO = "dates not known", "since {since}", "until {until}", "{since} to {until}"
OFFICE_DESCRIPTION = "{office} ({authority}): mayors, deputies, councils, powers, orders and every election."
MAYOR_NOW, NOBODY_YET, ABOLISHED_SHORT = "Mayor", "nobody yet", "abolished"
ESTABLISHED, ABOLISHED, SUCCESSOR, TERM, YEARS = "Established", "Abolished", "followed by", "Term", "{years} years"
HOLDERS, HOLDERS_CAPTION, PARTY_COUNCIL = "Who held it", "Holders of every post in the record", "Party, council"
TIMELINE, TIMELINE_NOTE = (
    "Holders over time",
    "A dashed bar has an end that is not known, or not yet reached.",
)
VACANCIES, STILL = "When the office falls vacant", "the end of this record"
VACANT = "After {left} ({why}), vacant from {since} to {until}."
VACANCY_RULES = (
    (
        "A by-election is held where six months or more of the term are left; otherwise the office "
        "waits for the next ordinary election, and the deputy mayor acts (SI 2017/69 art 3)."
    ),
    (
        "The clock is 35 working days. It starts on the day of the vacancy where the election was void "
        "or the vacancy was declared; after a death or a resignation only when two local government "
        "electors have given written notice (SI 2017/69 art 6). Whoever is elected serves what is left "
        "of the term (art 7)."
    ),
)
COUNCILS, COUNCIL, ROLE, CONSTITUENT, DISTRICT, COUNTS_HERE, FORMERLY = (
    "Councils", "Council", "Role", "constituent council", "district", "counts its own votes", "formerly {code}",
)  # fmt: skip
POWERS, POWER, HAD, REMARK = "Powers", "Power", "Standing", "Remark"
MEMBERS, SEAT, WHO, HOW_MANY, PORTFOLIO, BODY = "Members", "Seat", "Who", "How many", "Portfolio", "Of"
ORDERS, ORDER, ORDER_NUMBER, MADE, EFFECT = "Orders and Acts", "Title", "Number", "Made", "What it did"
MONEY, PER, WHAT_FOR, SUM_OF, SINCE_WHEN = "Money", "per", "What for", "Sum", "Since"
ALL_OFFICES, OFFICES_DESCRIPTION = "All offices", "Every combined-authority mayor’s office in the record."
OFFICES_CAPTION, NO_ELECTION = "Offices, their mayors and their elections", "none yet"
OVER_TIME, OVER_TIME_TITLE = "Elections over time", "Shares of the valid votes, election by election"
OVER_TIME_NOTE = (
    "Shares of the valid votes of the first count, all on one scale. – did not stand; ? not known. "
    "Drawn where a party reached a twentieth; the table has everyone."
)
BREAK_NOTE = (
    "At the dashed line the voting system changed: what stands on either side cannot be compared as swing."
)
DID_NOT_STAND, METHOD_CHANGED, INDEPENDENT = "did not stand", "(system changed)", "{name} (independent)"
SHARES_CAPTION, SHARES_NOTE = (
    "Shares of the valid votes of the first count",
    "Labour stands here with its joint candidates with the Co-operative Party. Worked out here (derived).",
)

# The first page and indexes
LATEST, COMING, FIND = "Latest", "Coming", "Find by name"
HOME_LEAD = (
    "Who was elected, by what rule, with every vote that was published: area by area, count by "
    "count, and where each figure comes from."
)
NONE_COMING = "No election in this record is waiting for its result."
FIND_LEAD = (
    "Candidates, mayors, councils and offices from A to Z; your browser’s own search finds any part of a name."
)
NAMES_TITLE, NAMES_LEAD, MAYOR_OF_SHORT = (
    "Names from A to Z",
    "People stand under their last name. To search, use “find in page” of your browser (Ctrl and F, or ⌘ and F).",
    "mayor of",
)
RECORD_IN_FIGURES = "The record"
ALL_ELECTIONS_COUNT = "{elections} elections and {selections} party selections"
ALL_PEOPLE, ALL_TESTED = "{people} people", "{passed} identities passed, {failed} failed"
TURNOUT_SHORT = "turnout {share}"
ALL_ELECTIONS, ALL_CAPTION, SELECTIONS = "All elections", "Newest first", "Party selections"

# The law, checks and standing pages
LAW_TITLE, LAW_TABLE, LAW_CAPTION = (
    "Why the supplementary vote?",
    "The law by date",
    "The voting system prescribed for polls of each kind of authority, by the date in the notice of election",
)
FOR_POLLS, WHY_LAW, FROM_DAY, TO_DAY, ONWARDS, NO_METHOD = (
    "Polls", "What it means", "from {day}", "to {day}", "onwards", "none: no poll could be held",
)  # fmt: skip
BY_KIND, ALL_FAILED, BY_ELECTION, CATALOGUE = "By kind", "Everything that fails", "By election", "The catalogue"
CATALOGUE_CAPTION, CONTROL, RULE_BEHIND = "Every check that is made", "Control", "Rule behind it"
NONE_FAILED, E_FINDINGS, W_FINDINGS = "Nothing fails.", "E findings", "W findings"
KINDS_HEADING = "Kinds of source"
ACCESSIBILITY_TITLE = "Accessibility statement"
NOT_FOUND, GONE, WHAT_NOW = "There is no such page", "This page was withdrawn", "Where to go from here"
GONE_LEAD = "It was part of the record once and is no longer."
NOT_FOUND_LEAD = "The address may be wrong, or what you look for is not in the record."

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

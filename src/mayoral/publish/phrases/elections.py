"""What pages of elections say: counts, flows of papers, maps, rejected papers, turnout."""

from __future__ import annotations

from collections.abc import Mapping

from mayoral.contest.law import Method
from mayoral.contest.record import Kind

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
ELECTION, SELECTION, OTHER_COUNT = "Election", "Party selection", "Another public election"
ELECTED, ELECTED_AT, DECLARED_ELECTED = (
    "elected",
    "{name} is elected at the {count}",
    "{name} was declared elected",
)
CHOSEN = "{name} is chosen"
CHOSEN_AT = "{name} is chosen at the {count}"
DECLARED_ONLY = "As declared. It cannot be counted again here: {why}"
POLL, METHOD, MAJORITY, TURNOUT_TERM, ELECTORATE, DECLARED_ON, RESULT, PUT_OFF, SAME_DAY, CLOSED = (
    "Poll",
    "Voting system",
    "Majority",
    "Turnout",
    "Electorate",
    "Declared",
    "Change of party",
    "First fixed for",
    "Other polls that day",
    "Nominations closed",
)
TURNOUT = "{part} {part_name} ÷ {whole_name} of {whole}"
MAJORITY_WORDS, MAJORITY_AT = "{votes} votes over {second}", " at the {count}"
PRINTED_ONLY = "not known; printed as {value} %"
HOLD, GAIN, FIRST_EVER = (
    "{party} hold",
    "{party} gain from {before}",
    "the first election of this office in the record",
)
NOT_COMPARED = "not known: the election before is not in the record"
WHY_METHOD: Mapping[Method, str] = {
    Method.FIRST_PAST_THE_POST: "Why first past the post?",
    Method.SUPPLEMENTARY_VOTE: "Why the supplementary vote?",
    Method.ALTERNATIVE_VOTE: "Why the alternative vote?",
}
LAW_FROM, LAW_DOUBT = "Law", "Not sure"
TWO_ONLY = (
    "Only two candidates stood, so each voter had one vote and most votes won, as under first past the post."
)
COUNT = "{Count}"
COUNT_CAPTION = "{Count}: votes of each candidate"
BARS_TITLE = "{Count}, votes of each candidate"
BARS_CAPTION = "Shares are of the {valid} votes held at this count."
BARS_UNKNOWN = "Shares cannot be worked out: the figures of some candidates are not known."
ADDED_CAPTION = "Behind the upright stroke: what this count added."
HALF = "half of {valid}"
HALF_CAPTION = "The line marks half: it takes more to be elected here."
CANDIDATE, PARTY, VOTES, SHARE, ADDED = ("Candidate", "Party", "Votes", "Share", "Added")
TOTAL, VALID, AREA, WHOLE = ("Total", "Valid votes", "Area", "Whole authority")
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
BY_AREA, BY_AREA_CAPTION = "By area", "{Count} by area"
BY_SUBTRACTION = "by subtraction (derived)"
MAP_TITLE = "Who led where, at the {count}"
MAP_CAPTION = (
    "Each tile is an area, placed about where it lies. The band is filled by the leader’s share of the "
    "valid votes."
)
MAP_REAL = "Numbers are those of the table. The higher the leader’s share, the fuller the colour."
MAP_DASHED = "A dashed area has no leader to show: the table says why."
MAP_KEY = "Leader by area at the {count}"
NUMBER, LEADER = "No.", "Leader"
EQUAL = "equal votes"
AREA_OF = "{area}: {leader}, {figure}"

# Flows
FLOW_TITLE = "Papers passing on at the {count}"
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
FLOW_CAPTION, FLOW_WHERE, FLOW_PAPERS = "Papers passing on at the {count}", "Where to", "Papers"
NO_VOTES = "no votes"
ELECTED_HERE = "{name} is elected."
TURNOUT_NOTE = (
    "Turnout is reckoned on the best figure known: papers in the count, else valid and rejected "
    "papers, else verified papers, else valid votes. It is worked out here (derived)."
)
NONE_ELIMINATED = "Nobody was eliminated."

# Rejected papers, turnout
REJECTED = "Rejected papers"
HEAD, REJECTED_TOTAL, REJECTED_SHARE = "Head", "All rejected", "Of all papers"
REJECTED_BY_AREA = "Papers rejected at the {count}, by area"
REJECTED_NONE = "How many papers were rejected is not known, neither in all nor under any head."
SPLIT_HEADS = {"unmarked": "unmarked (printed apart)", "uncertain": "void for uncertainty (printed apart)"}
TURNOUT_HEADING, TURNOUT_CAPTION = "Turnout", "Turnout by area"
VERIFIED, NUMERATOR = ("Verified papers", "Reckoned on")

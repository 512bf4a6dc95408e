"""What pages of people and offices say."""

from __future__ import annotations

from collections.abc import Mapping

from mayoral.contest.office import Post, Standing

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
    "Background", "Pledges", "Background and pledges: {election}", "See its sources", "According to: {source}.",
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
CLOCK_FROM_VACANCY = (
    "Its clock: {days} working days after {since} end on {latest}. That is the last day for a by-election where "
    "the clock starts with the vacancy itself; where two electors have to give notice it starts later, with "
    "their notice, whose day is not in this record."
)
BY_ELECTION_HELD = ": held on {poll}, {days} working days after {since}."
FIRST_POLL = "First poll planned for"
NEXT_POLL = "Next ordinary poll"
NEXT_POLL_DERIVED = (
    "{day} (derived): every {every} years as in {year}, on the first Thursday in May unless another day is "
    "ordered, {law}"
)
NEXT_POLL_CALENDAR = "its statutory days as a calendar"
NEXT_POLL_TENTATIVE = "The day of this poll is worked out from the order's cycle; nobody has given notice of it."
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

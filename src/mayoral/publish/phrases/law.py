"""What pages of the law and of checks say."""

from __future__ import annotations

# Checks
CHECKS_OF = "Checks: {election}"
CHECKS_LEAD = (
    "Every equation that the figures must satisfy, in the open. One that fails shows what is left "
    "over; one of which a part is not known is not tested and says so."
)
IDENTITIES, IDENTITIES_CAPTION = "Identities", "Each identity with its sum, what failed first"
WHERE, CHECK, SUM, RESULT_OF, RESIDUAL = "Where", "What is tested", "Sum", "Result", "Left over"
PASSED, FAILED, UNTESTED = "pass", "fail", "not to be tested"

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

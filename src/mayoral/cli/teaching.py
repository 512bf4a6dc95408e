"""What each command teaches below its arguments: what it does, how to read it, what to try."""

from __future__ import annotations

from textwrap import dedent

BEGIN = """\
Begin with a real election, and see what its figures say:
  mayoral elections
  mayoral count mayor.cambridgeshire-and-peterborough.2017-05-04

An election is a folder of plain files: `election.toml` names the candidates and the
areas, `returns.csv` holds what each area stated after each count. docs/formats.md
describes them all; `mayoral COMMAND --help` teaches one command.

"""
STATUS = """\
Exit status:
  0  there is a declaration and no finding marked E, or the thing asked for was done
  1  anything else that the figures say: an area still owes a return, votes are equal, ...
  2  a file is not understood (the message names the line), or the command was mistyped
"""
_COMMANDS = {
    "count": """
        Adds up the areas' returns, applies the law of the poll date, and prints every count
        area by area. Then it says who is elected, or which areas owe which count between which
        candidates, or that votes are equal and a lot is wanted. What is not known stays not
        known (–): no rule is ever applied to a total with an unknown part.
        """,
    "check": """
        Tests whether the figures agree: papers with votes and rejected papers, areas with
        published totals, second counts with the papers that could take part, printed
        percentages with what they are shares of. Each finding has a number, spells out the
        sum, and says what to do next. E stops a live declaration; W wants to be looked at.
        docs/findings.md lists them all.

        Figures may add up and still look wrong, such as two candidates' in each other's
        line. “Look again” asks about these beside the other areas; that stops nothing.
        """,
    "law": """
        The date of the poll in the notice of election decides, never today's date. What was
        not read, or rests on one source, is marked as not sure. docs/law.md has the table.
        """,
    "office": "Every line names its source. Without a name the offices are listed.",
    "notice": """
        provisional  what an area's returning officer states after a count (r 54, 56)
        rejected     an area's statement of rejected ballot papers, by head (r 51)
        declaration  the declaration of result, for the combined authority returning officer (r 59)
        public       the public notice of the result (r 59)

        The rules are those of SI 2017/67, Schedule 1. Where the figures do not allow the
        document yet, it is refused. --area takes the name or the id of an area.
        """,
}


def teaching(command: str) -> str:
    """What a command teaches, or nothing where its one line says it all."""
    return dedent(_COMMANDS.get(command, "")).strip()

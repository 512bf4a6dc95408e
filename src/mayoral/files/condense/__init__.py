"""Ballot papers condensed: how many papers of each area bear exactly the same marks.

A line of a file of papers is its area and its marks, so that counting equal lines is counting equal
papers; only the different ones are understood, and two spellings of one paper come together then.
"""

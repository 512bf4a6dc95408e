"""Figures told as plain text: counts, count sheets, offices, timetables, comparisons."""

"""Rehearsal papers: made up by seed or to fit a published result, and marked as such."""

"""Ballot papers in their formats: each reader gives back the same condensed papers."""

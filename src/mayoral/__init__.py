"""Counts, checks and publishes the elections of England's combined-authority mayors."""

__version__ = "0.1.0"

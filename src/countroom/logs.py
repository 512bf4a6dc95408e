"""Log lines as JSON on standard output: what was done and by which account, never a figure or a secret."""

from __future__ import annotations

import logging

import structlog


def configure(level: str) -> None:
    """Log from this level on."""
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.add_log_level,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
    )

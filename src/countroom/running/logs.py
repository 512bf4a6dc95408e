"""Log lines as JSON on standard output: what was done and by which account, never a figure or a secret."""

from __future__ import annotations

import logging
import warnings

import structlog


def configure(level: str) -> None:
    """Log from this level on."""
    # Files are small, and served whole; a line about each on every request helps nobody.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume")
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.add_log_level,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
    )

"""The sections of which pages are made."""

"""Every act's function, gathered: importing this fills the registry."""

from countroom.actions import area, centre, counting, handover, people, verification, whole

__all__ = ["area", "centre", "counting", "handover", "people", "verification", "whole"]

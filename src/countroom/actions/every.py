"""Every act's function, gathered: importing this fills the registry."""

from countroom.actions import area, centre, counting, people, verification, whole

__all__ = ["area", "centre", "counting", "people", "verification", "whole"]

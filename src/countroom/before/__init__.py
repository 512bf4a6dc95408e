"""Before the night: contests loaded, station lists read, rehearsals."""

"""The open data of an election: the same figures in the formats that others already read."""

"""People: how far their appointments reach, and how they show that it is they."""

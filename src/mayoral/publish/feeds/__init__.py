"""What programs come back for: snapshots of a night, Atom, the JSON behind every page, and its description."""

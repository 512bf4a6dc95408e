"""Maps of an authority's areas by leading candidate and share: tiles, or real boundaries where they are given."""

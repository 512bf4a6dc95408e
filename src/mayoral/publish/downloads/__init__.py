"""Everything a site offers to be fetched: beside each election, and of the whole record."""

"""The work of the night: adding returns up, counting, checking."""

"""Running it on a machine: commands, log lines, the publisher."""

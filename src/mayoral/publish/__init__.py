"""What people see: words, tables and notices, made from outcomes that were counted elsewhere."""

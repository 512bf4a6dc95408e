"""What files hold, on disk or in memory, and archives of them."""

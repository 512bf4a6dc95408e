"""What a count centre and the CARO tell each other by hand while there is no line between them."""

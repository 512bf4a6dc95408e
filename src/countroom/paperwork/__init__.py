"""What is drawn up, printed and taken away."""

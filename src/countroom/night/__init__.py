"""The night itself: its stages and acts, its state worked out of them, its boxes and figures."""

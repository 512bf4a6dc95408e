"""The nouns of an election and the law that chooses how it is counted.

Nothing here reads a file, a clock or a die: everything is a value handed in.
"""

"""The screens: each shows what the record and the library say, and none of them counts."""

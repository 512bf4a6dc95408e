"""What editors of Wikipedia and Wikidata paste: wikitext and QuickStatements, never posted by a program."""

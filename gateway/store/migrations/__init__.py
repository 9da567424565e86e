"""One module per migration. A released one is never edited: databases in the field have run it."""

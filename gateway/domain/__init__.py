"""Plain types and pure rules; standard library only."""

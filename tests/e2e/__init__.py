"""The real program, started as a person or a service starts it."""

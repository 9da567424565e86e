"""Questions the window asks; opened, never executed."""

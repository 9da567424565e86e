"""Pictures of every page, dialog and state: `python -m tests.screenshots --out DIR`."""

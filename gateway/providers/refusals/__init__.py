"""What vendors say when they refuse, and what it means."""

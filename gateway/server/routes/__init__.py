"""What is served, a file a family of routes."""

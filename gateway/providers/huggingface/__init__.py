"""Hugging Face: its router, and whoever serves a model behind it."""

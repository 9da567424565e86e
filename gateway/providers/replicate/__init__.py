"""Replicate: everything is a prediction."""

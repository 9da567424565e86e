"""Bytes nobody meant, into all that reads bytes: `make fuzz`, and a short run in the suite."""

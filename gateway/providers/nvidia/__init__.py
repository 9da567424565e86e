"""NVIDIA: its hosts, and a NIM of one's own."""

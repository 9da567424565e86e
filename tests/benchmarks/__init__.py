"""Benchmarks:

Each compares with a baseline measured in the same run. ``python -m tests.benchmarks``.
"""

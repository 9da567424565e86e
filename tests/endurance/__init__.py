"""What takes minutes: kills under load (`make kills`), a compressed day (`make soak`).

Their short versions are tests in tests/e2e.
"""

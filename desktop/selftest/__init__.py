"""``python -m desktop --self-test``: the real program, tried out in a throwaway directory."""

from desktop.selftest.run import self_test

__all__ = ["self_test"]

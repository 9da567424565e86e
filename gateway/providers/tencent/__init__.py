"""Tencent Cloud's own interface, whose requests are signed."""

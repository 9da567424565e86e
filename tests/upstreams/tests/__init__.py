"""The mocks themselves, judged by the vendors' own SDKs."""

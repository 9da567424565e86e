"""Presenters: call services, hold a page's state, emit typed signals. No widgets."""

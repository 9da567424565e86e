"""Tests of theme, fonts and icons."""

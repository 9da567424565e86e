"""Every widget in every state and theme: `python -m desktop.gallery`, or `--out DIR` for PNGs.

It knows no program: the data is invented, and nothing outside `desktop.theme` and `desktop.widgets`
is shown. What looks wrong here is wrong in every page.
"""

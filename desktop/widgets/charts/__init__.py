"""Charts painted with QPainter: no axis library, no data of their own beyond what they draw."""

"""Item models for lists and tables; no widgets."""

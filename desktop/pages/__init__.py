"""The window's pages: they compose widgets and bind them to a view model, nothing else."""

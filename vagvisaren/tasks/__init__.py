"""An editor's larger tasks, as the commands carry them out."""

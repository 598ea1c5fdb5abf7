"""Publishing a website: as a release of its own beside the live one, verified where it lies, then swapped in whole."""

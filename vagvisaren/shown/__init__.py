"""What pages show, to readers and to editors: which records, in which order, and what a person has to check of it."""

"""What the data hold: how a file is read, what a record is, who names whom, how old a fact is."""

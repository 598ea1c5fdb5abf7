"""What a build leaves: its HTML is checked and sealed, its files for programs and paper are made, and it is swapped in."""

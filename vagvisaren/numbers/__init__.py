"""Numbers, addresses and hours in any text: found however they are written, and held to the register."""

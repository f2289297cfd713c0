"""The way up for stores: numbered steps of what is kept, everything else folded anew."""

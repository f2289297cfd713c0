"""The first screen: numbered doors in the order of the year."""

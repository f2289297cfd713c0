"""The commune judges what units sent, gives it back, and tells them."""

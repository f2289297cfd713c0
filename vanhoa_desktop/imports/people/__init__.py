"""What a row says of a person."""

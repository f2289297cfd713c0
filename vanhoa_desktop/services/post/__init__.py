"""What an officer does with files: send what is ready, look at what came, take it in."""

"""Looking at a paper page by page, saving and printing it."""

"""What the appraiser may want to look at again."""

"""The kinds of lists that are read: people, points, digital skills."""

"""What the sheets of a year come to, and why."""

"""What the commune did with each sheet that was sent."""

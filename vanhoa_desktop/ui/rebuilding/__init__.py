"""What an office is told that went back to a backup, or was rebuilt without one."""

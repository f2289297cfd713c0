"""The frame of the window: navigation, sessions, main window."""

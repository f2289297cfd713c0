"""The program in a real window: keys and mouse from outside, a watcher inside that only answers."""

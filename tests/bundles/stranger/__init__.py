"""A reader and a writer of bundles made from docs/bundle-format.md alone.

Nothing in this folder imports the program: `cryptography` for Ed25519, `pyrage` for age, and the
page. What it cannot know from the page, the page must say.
"""

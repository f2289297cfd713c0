"""How the heading of a column of names begins: by it a reader knows where a table's head ends."""

# Below these rows nobody writes headings.
HEADING_ROWS = 40
# Without marks, in small letters.
NAME_HEADINGS = ("ho va ten", "ho ten", "ho, va ten", "ho dem", "ho chu dem")

"""The encrypted store: SQLite through SQLAlchemy Core. The only package that knows SQL."""

"""The program's version, as papers and bundles name it."""

APP_VERSION = "0.1.0"

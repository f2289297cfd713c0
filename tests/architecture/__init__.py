"""Rules of the house (docs/architecture.md, CONTRIBUTING.md), measured on the source itself."""

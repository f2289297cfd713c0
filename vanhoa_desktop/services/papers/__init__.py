"""Certificates, decisions and lists for print."""

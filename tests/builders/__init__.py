"""Builders: small made-up communes, spreadsheets and values that many tests start from."""

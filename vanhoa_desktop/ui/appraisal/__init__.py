"""The commune's appraisal, unit by unit."""

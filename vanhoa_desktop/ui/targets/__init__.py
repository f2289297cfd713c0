"""Targets of the plan, and figures frozen as they were sent."""

"""Checking what was cited: where a file comes from, whether a run can be had again, whether a manuscript is right."""

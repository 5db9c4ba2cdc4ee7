"""Measures how fast an edition is built, beside other site generators."""

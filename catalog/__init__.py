"""Trade-fair catalogues and showcases from YAML records."""

__version__ = "0.1.0"

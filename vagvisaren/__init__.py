"""Vägvisaren: the rules that turn plan and contact data into pages on whom to contact.

Imports neither mkdocs nor macros: the rules outlive the site engine.
"""

__version__ = "1.0.0"
